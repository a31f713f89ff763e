package org.yipiao.ledger.contract.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceStatus;

/**
 * What there is of an invoice number: the invoice, its paper twin, and claims of one payer, one in
 * each of these states.
 *
 * @param status null while the number is unused
 */
record Situation(@Nullable InvoiceStatus status, boolean paperOut, Set<ClaimState> claims) {

  /** Those in which something is held of the invoice. */
  static final Set<ClaimState> HOLDING =
      EnumSet.of(ClaimState.RESERVED, ClaimState.COMMITTED, ClaimState.SETTLED);

  Situation {
    claims = claims.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(claims));
  }

  /** Every one that the rows can hold. */
  static List<Situation> all() {
    var all = new ArrayList<Situation>();
    all.add(new Situation(null, false, Set.of()));
    for (boolean paperOut : new boolean[] {false, true}) {
      subsets().forEach(claims -> all.add(new Situation(InvoiceStatus.ISSUED, paperOut, claims)));
    }
    for (Set<ClaimState> claims : subsets()) {
      if (Collections.disjoint(claims, HOLDING)) {
        all.add(new Situation(InvoiceStatus.REVERSED, false, claims));
      }
    }
    all.add(new Situation(InvoiceStatus.RED, false, Set.of()));
    return all;
  }

  private static List<Set<ClaimState>> subsets() {
    var subsets = new ArrayList<Set<ClaimState>>();
    subsets.add(EnumSet.noneOf(ClaimState.class));
    for (ClaimState state : ClaimState.values()) {
      for (Set<ClaimState> without : List.copyOf(subsets)) {
        Set<ClaimState> with = EnumSet.copyOf(without);
        with.add(state);
        subsets.add(with);
      }
    }
    return subsets;
  }

  boolean held() {
    return !Collections.disjoint(claims, HOLDING);
  }
}
