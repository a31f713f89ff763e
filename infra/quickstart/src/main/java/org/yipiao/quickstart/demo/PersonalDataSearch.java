package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.yipiao.quickstart.drive.LedgerScan;

/** Searches everything that the ledger keeps and publishes for planted personal data. */
final class PersonalDataSearch {

  private final LedgerScan scan;

  PersonalDataSearch(LedgerScan scan) {
    this.scan = scan;
  }

  /**
   * Searches all leaves and blocks; the control is the same search over copies of a leaf and of a
   * block in which one text was planted in every encoding.
   */
  DemoReport.PersonalData search(Collection<String> planted) throws IOException {
    Needles needles = new Needles(planted);
    List<byte[]> leaves = scan.leaves();
    int[] hits = {0};
    leaves.forEach(leaf -> hits[0] += needles.hitsIn(leaf));
    byte[][] longest = {new byte[0]};
    scan.blocks(bytes -> {
      hits[0] += needles.hitsIn(bytes);
      // The keys of the records come here too; a block is longer.
      longest[0] = bytes.length > longest[0].length ? bytes : longest[0];
    });
    byte[] leaf = leaves.isEmpty() ? new byte[0] : leaves.getLast();
    SearchControl control = SearchControl.run(needles, planted, leaf, longest[0]);
    return new DemoReport.PersonalData(
        leaves.size(),
        needles.count(),
        hits[0],
        control.planted(),
        control.found(),
        control.missed());
  }
}
