package org.yipiao.claims.adjudication.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.platform.reason.BrokenRuleException;

/**
 * A payer's own catalogue: (item, region of care, service date) to class, prepay ratio and cap. An
 * entry for the region goes before one for every region.
 */
public final class Catalogue {

  /** What happens to an item that the catalogue does not list. */
  public enum Unlisted {
    /** What the hospital printed stands, and the trace says so. */
    AS_PRINTED,
    /** It is out of scope. */
    OUT_OF_SCOPE,
    /** A person decides. */
    REVIEW
  }

  private final Map<String, List<CatalogueEntry>> entries = new HashMap<>();
  private final Unlisted unlisted;

  /**
   * @throws IllegalArgumentException when two entries hold for the same item, region and day
   */
  public Catalogue(List<CatalogueEntry> entries, Unlisted unlisted) {
    this.unlisted = unlisted;
    for (CatalogueEntry entry : entries) {
      List<CatalogueEntry> same =
          this.entries.computeIfAbsent(entry.itemCode(), code -> new ArrayList<>());
      if (same.stream().anyMatch(entry::overlaps)) {
        throw new BrokenRuleException(ReadingRule.ITEM_LISTED_TWICE, entry.itemCode());
      }
      same.add(entry);
    }
  }

  public Unlisted unlisted() {
    return unlisted;
  }

  public Optional<CatalogueEntry> find(String itemCode, String careRegion, LocalDate serviceDate) {
    List<CatalogueEntry> held =
        entries.getOrDefault(itemCode, List.of()).stream()
            .filter(entry -> entry.holds(careRegion, serviceDate))
            .toList();
    return held.stream()
        .filter(entry -> entry.region() != null)
        .findFirst()
        .or(() -> held.stream().findFirst());
  }
}
