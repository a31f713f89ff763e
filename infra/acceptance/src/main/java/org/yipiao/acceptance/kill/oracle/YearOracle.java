package org.yipiao.acceptance.kill.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What payers have counted of each person's year: every row is the sum of its entries, a claim that
 * was paid counts once, and one that came to nothing does not count any more.
 */
final class YearOracle {

  private static final String HOLD = "HOLD";
  private static final String RELEASE = "RELEASE";

  /** A claim that is in order and for which nothing is owed uses up its part of the deductible. */
  private static final String NOTHING_PAYABLE = "NOTHING_PAYABLE";

  private final Evidence evidence;
  private final List<Difference> differences = new ArrayList<>();

  YearOracle(Evidence evidence) {
    this.evidence = evidence;
  }

  List<Difference> judge() {
    rowsAreTheSumsOfTheirEntries();
    claimsCountOnceOrNotAtAll();
    return differences;
  }

  private void rowsAreTheSumsOfTheirEntries() {
    Map<Evidence.YearKey, List<Evidence.YearEntry>> entries = new HashMap<>();
    for (Evidence.YearEntry entry : evidence.yearEntries()) {
      entries.computeIfAbsent(entry.key(), absent -> new ArrayList<>()).add(entry);
    }
    for (Evidence.Year year : evidence.years()) {
      Evidence.Year sum = sum(year.key(), entries.getOrDefault(year.key(), List.of()));
      if (!sum.equals(year)) {
        differs(year.key().toString(), "has %s, its entries sum to %s".formatted(year, sum));
      }
      entries.remove(year.key());
    }
    entries.keySet().forEach(key -> differs(key.toString(), "has entries and no row"));
  }

  /** The row as its entries make it; openings of this load bring no admissions along. */
  private static Evidence.Year sum(Evidence.YearKey key, List<Evidence.YearEntry> entries) {
    Set<String> admissions =
        entries.stream()
            .filter(entry -> entry.kind().equals(HOLD))
            .flatMap(entry -> Stream.ofNullable(entry.admission()))
            .collect(Collectors.toSet());
    return new Evidence.Year(
        key,
        entries.stream().mapToLong(Evidence.YearEntry::deductibleUsedFen).sum(),
        entries.stream().mapToLong(Evidence.YearEntry::inScopeUsedFen).sum(),
        entries.stream().mapToLong(Evidence.YearEntry::paidFen).sum(),
        admissions.size(),
        entries.size());
  }

  private void claimsCountOnceOrNotAtAll() {
    Map<String, Integer> open = new HashMap<>();
    for (Evidence.YearEntry entry : evidence.yearEntries()) {
      String claim = entry.claim();
      if (claim != null) {
        open.merge(claim, sign(entry.kind()), Integer::sum);
      }
    }
    Set<String> known =
        evidence.accepted().claims().stream().map(AcceptedClaim::claim).collect(Collectors.toSet());
    for (String claim : known) {
      Evidence.ClaimEnd end = evidence.claims().get(claim);
      if (end == null || !end.ended() || end.status().equals("REVIEW")) {
        continue; // the claims' own oracle says so
      }
      int holds = open.getOrDefault(claim, 0);
      int awaited = counts(end) ? 1 : 0;
      if (holds != awaited) {
        differs(
            claim,
            "ended as %s and counts %d times in its year, not %d"
                .formatted(end.status(), holds, awaited));
      }
    }
    open.keySet().stream()
        .filter(claim -> !known.contains(claim))
        .forEach(claim -> differs(claim, "counts in a year, and nobody claimed it"));
  }

  private static int sign(String kind) {
    return switch (kind) {
      case HOLD -> 1;
      case RELEASE -> -1;
      default -> 0;
    };
  }

  private static boolean counts(Evidence.ClaimEnd end) {
    return end.status().equals("PAID")
        || (end.status().equals("REFUSED") && NOTHING_PAYABLE.equals(end.refusal()));
  }

  private void differs(String entry, String what) {
    differences.add(new Difference(entry, what));
  }
}
