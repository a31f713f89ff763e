/** A person's invoices, their proof bundles and the trust root. */
@NullMarked
package org.yipiao.bff.invoice;

import org.jspecify.annotations.NullMarked;
