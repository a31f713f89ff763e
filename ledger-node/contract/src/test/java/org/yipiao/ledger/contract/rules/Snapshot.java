package org.yipiao.ledger.contract.rules;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceStatus;

/**
 * An invoice and all claims on it as the rows have them.
 *
 * @param claims by {@code caller/number}
 */
record Snapshot(@Nullable InvoiceStatus status, boolean paperOut, Map<String, ClaimState> claims) {

  Snapshot {
    claims = Collections.unmodifiableMap(new TreeMap<>(claims));
  }

  Snapshot with(InvoiceStatus next, boolean out) {
    return new Snapshot(next, out, claims);
  }

  Snapshot with(String claim, ClaimState state) {
    var next = new TreeMap<>(claims);
    next.put(claim, state);
    return new Snapshot(status, paperOut, next);
  }

  boolean held() {
    return claims.values().stream().anyMatch(Situation.HOLDING::contains);
  }
}
