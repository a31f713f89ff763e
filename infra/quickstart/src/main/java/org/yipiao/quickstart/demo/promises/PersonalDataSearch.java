package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.drive.LedgerScan;

/** Searches everything that the ledger keeps and publishes for planted personal data. */
public final class PersonalDataSearch {

  private final LedgerScan scan;

  public PersonalDataSearch(LedgerScan scan) {
    this.scan = scan;
  }

  /** Searches one thing after another and keeps only the one that the control needs. */
  private static final class Searched implements Consumer<byte[]> {
    private final Needles needles;
    private int count;
    private int hits;
    private byte[] longest = new byte[0];

    Searched(Needles needles) {
      this.needles = needles;
    }

    @Override
    public void accept(byte[] bytes) {
      count++;
      hits += needles.hitsIn(bytes);
      longest = bytes.length > longest.length ? bytes : longest;
    }
  }

  /**
   * Searches all leaves and blocks; the control is the same search over copies of a leaf and of a
   * block in which one text was planted in every encoding.
   *
   * @param planted some of the texts that the needles search for; the control plants one of them
   */
  public DemoReport.PersonalData search(Needles needles, Collection<String> planted)
      throws IOException {
    Searched leaves = new Searched(needles);
    scan.eachLeaf(leaves);
    // The keys of the records come too; a block is longer.
    Searched blocks = new Searched(needles);
    scan.blocks(blocks);
    SearchControl control = SearchControl.run(needles, planted, leaves.longest, blocks.longest);
    return new DemoReport.PersonalData(
        leaves.count,
        needles.count(),
        leaves.hits + blocks.hits,
        control.planted(),
        control.found(),
        control.missed());
  }
}
