/** Every change of status, appended, and who has read what. */
@NullMarked
package org.yipiao.invoice.server.history;

import org.jspecify.annotations.NullMarked;
