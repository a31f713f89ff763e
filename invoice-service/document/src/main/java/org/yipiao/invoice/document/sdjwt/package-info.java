/** Selective disclosure for JSON Web Tokens (RFC 9901), the strict subset that invoices use. */
@NullMarked
package org.yipiao.invoice.document.sdjwt;

import org.jspecify.annotations.NullMarked;
