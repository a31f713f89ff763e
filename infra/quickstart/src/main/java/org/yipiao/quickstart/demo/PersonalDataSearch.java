package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
   * Searches all leaves and blocks; the control is the same search over a copy of a leaf in which
   * one needle was planted.
   */
  DemoReport.PersonalData search(Collection<String> planted) throws IOException {
    Needles needles = new Needles(planted);
    List<byte[]> leaves = scan.leaves();
    int[] hits = {0};
    leaves.forEach(leaf -> hits[0] += needles.hitsIn(leaf));
    scan.blocks(bytes -> hits[0] += needles.hitsIn(bytes));
    int control = 0;
    if (!planted.isEmpty() && !leaves.isEmpty()) {
      byte[] secret = planted.iterator().next().getBytes(StandardCharsets.UTF_8);
      byte[] leaf = leaves.getLast();
      byte[] plantedLeaf = new byte[leaf.length + secret.length];
      System.arraycopy(leaf, 0, plantedLeaf, 0, leaf.length);
      System.arraycopy(secret, 0, plantedLeaf, leaf.length, secret.length);
      List<byte[]> copy = new ArrayList<>(leaves);
      copy.set(copy.size() - 1, plantedLeaf);
      for (byte[] each : copy) {
        control += needles.hitsIn(each);
      }
    }
    return new DemoReport.PersonalData(leaves.size(), needles.count(), hits[0], control);
  }
}
