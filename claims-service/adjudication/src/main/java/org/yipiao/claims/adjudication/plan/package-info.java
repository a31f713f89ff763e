/** Benefit plans: versioned data that says what a payer reimburses, never code. */
@NullMarked
package org.yipiao.claims.adjudication.plan;

import org.jspecify.annotations.NullMarked;
