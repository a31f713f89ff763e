/** The pure decision on one claim: the same input gives the same trace, for ever. */
@NullMarked
package org.yipiao.claims.adjudication;

import org.jspecify.annotations.NullMarked;
