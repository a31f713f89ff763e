package org.yipiao.ledger.server.fsck;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found, each kind with its first places. */
public final class Findings {

  static final int PLACES = 10;

  private final Map<Finding, List<String>> places = new EnumMap<>(Finding.class);
  private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);

  void add(Finding finding, String place) {
    counts.merge(finding, 1L, Long::sum);
    var first = places.computeIfAbsent(finding, _ -> new ArrayList<>());
    if (first.size() < PLACES) {
      first.add(place);
    }
  }

  public boolean sound() {
    return counts.isEmpty();
  }

  public Set<Finding> kinds() {
    return Set.copyOf(counts.keySet());
  }

  /** A line for each place, and one that counts those beyond. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    places.forEach((finding, first) -> {
      first.forEach(place -> lines.add("%s %s".formatted(finding, place)));
      long more = counts.getOrDefault(finding, 0L) - first.size();
      if (more > 0) {
        lines.add("%s and %d more".formatted(finding, more));
      }
      lines.add("    " + finding.sentence());
    });
    return lines;
  }
}
