/** Who is insured under what, and what a plan has seen of them. */
@NullMarked
package org.yipiao.claims.server.coverage;

import org.jspecify.annotations.NullMarked;
