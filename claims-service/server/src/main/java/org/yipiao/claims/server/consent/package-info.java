/** Consents that the register keeps and has signed. */
@NullMarked
package org.yipiao.claims.server.consent;

import org.jspecify.annotations.NullMarked;
