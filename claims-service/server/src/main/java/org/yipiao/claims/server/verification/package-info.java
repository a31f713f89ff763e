/** Fetches an invoice and believes nothing of it without proof. */
@NullMarked
package org.yipiao.claims.server.verification;

import org.jspecify.annotations.NullMarked;
