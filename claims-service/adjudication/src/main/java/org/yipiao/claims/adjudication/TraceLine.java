package org.yipiao.claims.adjudication;

import java.util.Map;
import java.util.TreeMap;

/**
 * One step of a decision.
 *
 * @param params facts by name: codes, dates, ratios
 * @param amounts yuan as exact decimals, by the field names of the national settlement interface
 *     where it has one
 */
public record TraceLine(TraceStep step, Map<String, String> params, Map<String, String> amounts) {

  public TraceLine {
    params = java.util.Collections.unmodifiableMap(new TreeMap<>(params));
    amounts = java.util.Collections.unmodifiableMap(new TreeMap<>(amounts));
  }
}
