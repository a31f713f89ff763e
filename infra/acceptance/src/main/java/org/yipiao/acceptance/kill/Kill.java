package org.yipiao.acceptance.kill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One kill and what came of it.
 *
 * @param victim a part, or all validators
 * @param at when the signal was sent
 * @param downMillis until it served again
 * @param noticed attempts of users that failed meanwhile
 * @param longestFinalityMillis of the bills that were accepted meanwhile; null when there were none
 */
record Kill(
    String phase,
    String victim,
    Instant at,
    long downMillis,
    int noticed,
    @Nullable Long longestFinalityMillis) {}
