/** The register of invoices as a service. */
@NullMarked
package org.yipiao.invoice.server;

import org.jspecify.annotations.NullMarked;
