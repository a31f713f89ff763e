/** Adjudicates a claim against the person's year, and says what one would come to. */
@NullMarked
package org.yipiao.claims.server.decision;

import org.jspecify.annotations.NullMarked;
