/** What persons agree that payers read, and what payers read by it. */
@NullMarked
package org.yipiao.invoice.server.consent;

import org.jspecify.annotations.NullMarked;
