package org.yipiao.ledger.server.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.wire.Digest;

/** The finance bureau, which gives numbers, and two hospitals, which issue under them. */
final class Issuers {

  static final long FIRST = 110_601_260_000_000_001L;

  private static final int RANGE = 300;
  private static final long APART = 10_000;

  private final Desk desk;
  private final Market market;
  private final Promises promises;
  private final SplittableRandom random;
  private long nextRange = FIRST + 5 * APART;

  Issuers(Scenario scenario, Desk desk, Market market, Promises promises) {
    this.desk = desk;
    this.market = market;
    this.promises = promises;
    this.random = scenario.draws(3);
    allocate(Market.HOSPITAL, FIRST, RANGE);
    allocate(Market.OTHER_HOSPITAL, FIRST + APART, RANGE);
  }

  private void allocate(int hospital, long first, int count) {
    desk.begin(
        Market.BUREAU,
        List.of(new AllocateNumbers(hospital, "gateway-1", first, count)),
        last -> {
          if (applied(last, 0)) {
            market.allocated(hospital, first, count);
          }
        });
  }

  /** Lets the ledger's time pass: what has expired is said to have once a block says how late. */
  void heartbeat() {
    allocate(Market.HOSPITAL, nextRange++, 1);
  }

  static boolean applied(List<FinalOperation> last, int index) {
    return index < last.size() && last.get(index).applied();
  }

  /** Begins something now and then. */
  void step() {
    int hospital = Market.HOSPITAL + random.nextInt(2);
    boolean later = promises.header().contractVersion() > 1;
    switch (random.nextInt(later ? 130 : 170)) {
      case 0, 1, 2, 3, 4 -> issue(hospital);
      case 5 -> {
        allocate(hospital, nextRange - random.nextInt(2), 3);
        nextRange += 3;
      }
      case 6 -> abandon(hospital);
      case 7, 8, 9, 10 -> later(later, hospital, true);
      case 11, 12 -> later(later, hospital, false);
      default -> {}
    }
  }

  /** A number of invoices under one signature. */
  void issue(int hospital) {
    List<Market.Paper> invoices = new ArrayList<>();
    List<Operation> operations = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      market
          .number(hospital)
          .ifPresent(number -> {
            var invoice = new Market.Paper(number, hospital, random.nextLong(0, 1_000));
            invoices.add(invoice);
            operations.add(operation(invoice));
          });
    }
    if (operations.isEmpty()) {
      return;
    }
    desk.begin(
        hospital,
        operations,
        last -> {
          for (int i = 0; i < invoices.size(); i++) {
            if (applied(last, i)) {
              market.issued(invoices.get(i));
            }
          }
        });
  }

  private IssueInvoice operation(Market.Paper invoice) {
    return new IssueInvoice(
        invoice.number,
        PlantedWords.commitment(invoice.number),
        invoice.claimableFen,
        invoice.claimableFen + random.nextLong(1, 100));
  }

  /** The gateway is gone once it has handed the invoice over. */
  private void abandon(int hospital) {
    market
        .number(hospital)
        .ifPresent(number ->
            desk.walkAway(
                hospital,
                List.of(operation(new Market.Paper(number, hospital, random.nextLong(100))))));
  }

  private void later(boolean there, int hospital, boolean withInvoice) {
    if (!there) {
      return;
    }
    if (!withInvoice) {
      var kinds = EvidenceKind.values();
      var kind = kinds[random.nextInt(kinds.length)];
      desk.begin(
          random.nextInt(1, 7),
          List.of(AnchorEvidence.of(PlantedWords.commitment(random.nextLong()), kind)),
          _ -> {});
      return;
    }
    market.any(random, hospital).ifPresent(this::change);
  }

  private void change(Market.Paper invoice) {
    switch (random.nextInt(3)) {
      case 0 ->
          market
              .number(invoice.hospital)
              .ifPresent(red ->
                  desk.begin(
                      invoice.hospital,
                      List.of(
                          new ReverseInvoice(
                              invoice.number,
                              red,
                              PlantedWords.commitment(red),
                              ReversalReason.REFUNDED.number())),
                      _ -> {}));
      case 1 ->
          desk.begin(
              invoice.hospital,
              List.of(new MarkPaperPrinted(invoice.number, Digest.sha256(new byte[] {1}))),
              last -> invoice.out |= applied(last, 0));
      default ->
          desk.begin(
              invoice.hospital,
              List.of(new CancelPaper(invoice.number)),
              last -> invoice.out &= !applied(last, 0));
    }
  }
}
