/** Adjudicates a claim against the person's year. */
@NullMarked
package org.yipiao.claims.server.decision;

import org.jspecify.annotations.NullMarked;
