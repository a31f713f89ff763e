package org.yipiao.claims.adjudication.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.money.Money;

/**
 * One step of a scale on the cumulative in-scope amount of a year.
 *
 * @param upTo where the band ends, inclusive, or null for the last one
 * @param ratio the payer's share, 0 to 1
 */
public record Band(@Nullable Money upTo, BigDecimal ratio) {}
