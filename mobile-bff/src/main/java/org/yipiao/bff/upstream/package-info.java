/**
 * The services behind, each behind a circuit breaker, asked in the name of whoever is signed in.
 */
@NullMarked
package org.yipiao.bff.upstream;

import org.jspecify.annotations.NullMarked;
