/** Offline verification of a proof bundle: document, leaf and cosigned checkpoint. */
@NullMarked
package org.yipiao.invoice.document.verification;

import org.jspecify.annotations.NullMarked;
