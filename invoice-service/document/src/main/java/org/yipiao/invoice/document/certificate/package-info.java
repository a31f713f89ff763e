/** X.509 certificates that name the hospital behind a document's key. */
@NullMarked
package org.yipiao.invoice.document.certificate;

import org.jspecify.annotations.NullMarked;
