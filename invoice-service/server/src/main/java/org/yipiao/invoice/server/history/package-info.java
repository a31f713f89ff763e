/** Every change of status, appended. */
@NullMarked
package org.yipiao.invoice.server.history;

import org.jspecify.annotations.NullMarked;
