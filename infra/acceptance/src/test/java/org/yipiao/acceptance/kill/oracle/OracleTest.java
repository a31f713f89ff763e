package org.yipiao.acceptance.kill.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

class OracleTest {

  private static final String STRANGER = "110601260000000009";

  private final SoundRun run = new SoundRun();

  private void differs(String entry, String what) {
    assertThat(run.judged())
        .anySatisfy(sentence -> assertThat(sentence).startsWith(entry).contains(what));
  }

  private static boolean issues(LeafV1 leaf, String invoice) {
    return leaf.operationType().orElseThrow().submittable()
        && Operation.decode(leaf.type(), leaf.operation()) instanceof IssueInvoice issue
        && new InvoiceId(issue.invoiceId()).toString().equals(invoice);
  }

  private static boolean settles(LeafV1 leaf, String claim) {
    return Operation.decode(leaf.type(), leaf.operation()) instanceof SettleReimbursement settle
        && settle.claimId().value().equals(claim);
  }

  @Test
  void findsNothingInARunInWhichEverythingHeld() {
    assertThat(run.judged()).isEmpty();
  }

  @Test
  void passesOverWhatMovesNoMoney() {
    InvoiceId rejected = InvoiceId.parse(SoundRun.REJECTED_INVOICE);
    run.apply(MarkPaperPrinted.of(rejected, run.digest()));
    run.apply(CancelPaper.of(rejected));
    run.apply(
        ReverseInvoice.of(
            rejected, InvoiceId.parse(STRANGER), run.digest(), ReversalReason.REFUNDED));
    run.apply(AnchorEvidence.of(run.digest(), EvidenceKind.RECONCILIATION));
    assertThat(run.judged()).isEmpty();
  }

  @Test
  void findsAnInvoiceLostFromTheLedger() {
    run.leaves.removeIf(leaf -> issues(leaf, SoundRun.PAID_INVOICE));
    differs(SoundRun.PAID_INVOICE, "was issued 0 times on the ledger");
  }

  @Test
  void findsAnInvoiceLostFromTheRegister() {
    run.register.removeIf(entry -> entry.invoice().equals(SoundRun.PAID_INVOICE));
    differs(SoundRun.PAID_INVOICE, "is in the register 0 times");
  }

  @Test
  void findsAnInvoiceIssuedTwice() {
    run.issue(SoundRun.PAID_INVOICE, SoundRun.TOTAL_FEN);
    differs(SoundRun.PAID_INVOICE, "was issued 2 times on the ledger");
  }

  @Test
  void findsAnInvoiceThatTheLedgerRefused() {
    run.leaf(
        IssueInvoice.of(
            InvoiceId.parse(SoundRun.PAID_INVOICE), run.digest(), Money.ofFen(1), Money.ofFen(1)),
        Outcome.NUMBER_USED);
    differs(SoundRun.PAID_INVOICE, "the ledger refused to issue it");
  }

  @Test
  void findsAnotherAmountOnTheLedger() {
    run.leaves.removeIf(leaf -> issues(leaf, SoundRun.PAID_INVOICE));
    run.issue(SoundRun.PAID_INVOICE, SoundRun.TOTAL_FEN - 1);
    differs(SoundRun.PAID_INVOICE, "126000 fen were accepted, 125999 are on the ledger");
  }

  @Test
  void findsAnotherAmountAndStateInTheRegister() {
    run.register.removeIf(entry -> entry.invoice().equals(SoundRun.PAID_INVOICE));
    run.register.add(
        new Evidence.RegisterEntry(SoundRun.PAID_INVOICE, "hospital-one", "RECEIVED", 1, 1));
    differs(SoundRun.PAID_INVOICE, "is RECEIVED in the register");
    differs(SoundRun.PAID_INVOICE, "126000 fen were accepted, 1 are in the register");
  }

  @Test
  void findsAnInvoiceWhoseBundleIsMissingOrProvesNothing() {
    run.bundles.remove(SoundRun.PAID_INVOICE);
    run.bundles.put(
        SoundRun.REJECTED_INVOICE, new Evidence.VerifiedBundle("CHECKPOINT QUORUM_MISSING", 0));
    run.bundles.put(SoundRun.RACED_INVOICE, new Evidence.VerifiedBundle(null, 7));
    differs(SoundRun.PAID_INVOICE, "has no bundle");
    differs(SoundRun.REJECTED_INVOICE, "QUORUM_MISSING");
    differs(SoundRun.RACED_INVOICE, "its bundle proves 7");
  }

  @Test
  void findsAnInvoiceThatNobodyHandedIn() {
    run.issue(STRANGER, 5);
    run.register.add(new Evidence.RegisterEntry(STRANGER, "hospital-one", "FINAL", 5, 5));
    differs(STRANGER, "is on the ledger, and nobody was given it");
    differs(STRANGER, "is in the register, and nobody was given it");
  }

  @Test
  void findsABillAnsweredWithTwoInvoicesAndAnInvoiceGivenToTwoBills() {
    run.bills.add(new AcceptedBill("hospital-one", "B-1", STRANGER, SoundRun.TOTAL_FEN));
    run.bills.add(
        new AcceptedBill("hospital-one", "B-7", SoundRun.PAID_INVOICE, SoundRun.TOTAL_FEN));
    differs("hospital-one B-1", "was answered with two invoices");
    differs(SoundRun.PAID_INVOICE, "was given to two bills");
  }

  @Test
  void acceptsTheSameAnswerToABillHandedInTwice() {
    run.bills.add(run.bills.getFirst());
    assertThat(run.judged()).isEmpty();
  }

  @Test
  void findsABillThatWasNeverAnsweredAndASpoolThatIsNotEmpty() {
    run.unanswered.put("hospital-one B-8", "ConnectException refused");
    run.spools.add(new Evidence.SpoolDepth("gateway-hospital-two", 3, 1));
    differs("hospital-one B-8", "was handed in and never accepted");
    differs("gateway-hospital-two", "3 invoices of its spool are not final");
    differs("gateway-hospital-two", "1 invoices are quarantined");
  }

  @Test
  void findsALostClaimAndOneThatHasNotEnded() {
    run.ends.remove(run.paid);
    run.ends.put(run.loser, new Evidence.ClaimEnd("PAYING", false, 0, ""));
    differs(run.paid, "was accepted and is not there");
    differs(run.loser, "has not ended, it is PAYING");
  }

  @Test
  void findsAClaimThatEndedOtherwiseThanComputed() {
    run.ends.put(run.paid, new Evidence.ClaimEnd("PAID", true, SoundRun.PAID_FEN + 1, ""));
    run.ends.put(run.rejected, new Evidence.ClaimEnd("REVIEW", true, 0, "LEDGER_X"));
    differs(run.paid, "ended as PAID with 59501 fen");
    differs(run.rejected, "ended as REVIEW");
  }

  @Test
  void findsADoublePayout() {
    run.bookings.add(new Evidence.Booking("agency", run.paid, SoundRun.PAID_FEN));
    differs(run.paid, "[59500] fen should be paid out, [59500, 59500] are");
    differs("sum", "185500 fen are settled, 245000 are paid out");
  }

  @Test
  void findsAPayoutThatIsMissing() {
    run.bookings.removeIf(booking -> booking.endToEndId().equals(run.paid));
    differs(run.paid, "[59500] fen should be paid out, [] are");
  }

  @Test
  void findsAPayoutOfARefusedClaimAndOneThatNobodyClaimed() {
    String stranger = run.claimId();
    run.bookings.add(new Evidence.Booking("insurer", run.loser, 5));
    run.bookings.add(new Evidence.Booking("insurer", stranger, 5));
    differs(run.loser, "[] fen should be paid out, [5] are");
    differs(stranger, "was paid out, and nobody claimed it");
  }

  @Test
  void findsASettlementThatIsMissingOrDouble() {
    run.leaves.removeIf(leaf -> settles(leaf, run.paid));
    run.settle(SoundRun.RACED_INVOICE, run.winner, 1);
    differs(run.paid, "[59500] fen should be settled, [] are");
    differs(run.paid, "left a reservation open");
    differs(run.winner, "[126000] fen should be settled, [126000, 1] are");
    differs(SoundRun.RACED_INVOICE, "126001 fen are reimbursed of 126000");
  }

  @Test
  void findsUnequalSumsEvenWhenEachClaimHasOneOfEach() {
    run.bookings.removeIf(booking -> booking.endToEndId().equals(run.winner));
    run.bookings.add(new Evidence.Booking("insurer", run.winner, SoundRun.TOTAL_FEN - 1));
    differs("sum", "185500 fen are settled, 185499 are paid out");
  }

  @Test
  void findsAReservationLeftOpen() {
    run.reserve(SoundRun.PAID_INVOICE, run.loser, 1);
    String stranger = run.claimId();
    run.reserve(SoundRun.PAID_INVOICE, stranger, 1);
    run.apply(CommitReservation.of(InvoiceId.parse(SoundRun.PAID_INVOICE), new ClaimId(stranger)));
    differs(run.loser, "left a reservation open");
    differs(stranger, "holds a reservation, and nobody claimed it");
  }

  @Test
  void findsARaceThatNobodyWon() {
    run.leaves.removeIf(leaf -> settles(leaf, run.winner));
    run.bookings.removeIf(booking -> booking.endToEndId().equals(run.winner));
    run.ends.put(run.winner, new Evidence.ClaimEnd("REFUSED", true, 0, "EXCEEDS_REMAINING"));
    differs(SoundRun.RACED_INVOICE, "the race for 126000 fen took 0");
  }

  @Test
  void findsReplicasThatDiffer() {
    run.replicas.set(1, new Evidence.Replica("node-2", 9, "bb", "bb"));
    run.replicas.set(2, new Evidence.Replica("node-3", 8, "aa", "aa"));
    run.replicas.set(3, new Evidence.Replica("node-4", 9, "aa", "cc"));
    differs("node-2", "has 9 leaves under root bb");
    differs("node-3", "has 8 leaves");
    differs("node-4", "serves leaves that do not make its checkpoint's root");
  }

  @Test
  void findsThatNoNodeWasRead() {
    run.replicas.clear();
    differs("ledger", "no node was read");
  }

  @Test
  void findsABlockThatWasNeverPublished() {
    run.published.removeIf(found -> found.key().equals("1"));
    assertThat(run.judged()).containsExactly("block 1: was never published");
  }

  @Test
  void findsTheLastBlockMissingFromTheTopic() {
    run.published.removeLast();
    assertThat(run.judged()).containsExactly("block 2: was never published");
  }

  @Test
  void findsABlockPublishedWithOtherBytesEvenIfOnceWithItsOwn() {
    run.published.set(2, new Evidence.PublishedBlock("1", "other"));
    assertThat(run.judged())
        .containsExactly("block 1: was published with other bytes than the node has");
  }

  @Test
  void findsABlockThatFirstAppearsAfterALaterOne() {
    run.published.clear();
    run.published.add(run.published(0));
    run.published.add(run.published(2));
    run.published.add(run.published(1));
    assertThat(run.judged()).containsExactly("block 1: was first published after block 2");
  }

  @Test
  void acceptsABlockPublishedAgainAfterLaterOnes() {
    run.published.add(run.published(1));
    assertThat(run.judged()).isEmpty();
  }

  @Test
  void findsAPublishedBlockThatIsNotFinal() {
    run.published.add(new Evidence.PublishedBlock("3", "b3"));
    run.published.add(new Evidence.PublishedBlock("", "b0"));
    differs("topic", "holds a block that is not final: 3");
    assertThat(run.judged()).hasSize(2);
  }

  @Test
  void findsThatNoBlockWasRead() {
    run.blocks.clear();
    run.published.clear();
    differs("ledger", "no final block was read");
  }
}
