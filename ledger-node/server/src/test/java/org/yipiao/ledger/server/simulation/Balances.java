package org.yipiao.ledger.server.simulation;

import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.server.simulation.ModelInvoice.Claim;
import org.yipiao.ledger.server.simulation.ModelInvoice.ClaimKey;
import org.yipiao.ledger.server.simulation.ModelInvoice.Standing;

/**
 * The books that a test keeps for itself, out of the leaves alone and by rules of its own: what the
 * ledger applied must be permitted here, and what it refused must not be.
 */
final class Balances {

  /** Numbers that were given to a hospital. */
  private record Range(long last, int hospital) {}

  private final ModelMembers members;
  private final NavigableMap<Long, Range> ranges = new TreeMap<>();
  private final Map<Long, ModelInvoice> invoices = new TreeMap<>();
  private final Set<ClaimKey> claimIds = new HashSet<>();
  private final Set<String> returnIds = new HashSet<>();

  Balances(Genesis genesis) {
    this.members = new ModelMembers(genesis);
  }

  ModelMembers members() {
    return members;
  }

  /** The invoices and red ones by their numbers. */
  Map<Long, ModelInvoice> invoices() {
    return invoices;
  }

  /** Takes the next leaf of the log. */
  void leaf(LeafV1 leaf) {
    invoices.values().forEach(invoice -> invoice.expire(leaf.consensusTimeNanos()));
    if (leaf.member() == 0 || leaf.outcome() == Outcome.ABORTED_BY.number()) {
      return;
    }
    Operation operation = Operation.decode(leaf.type(), leaf.operation());
    boolean applied = leaf.outcome() == Outcome.APPLIED.number();
    // Why a change was refused, such as under an approver's old key, is no matter of the books.
    boolean judged = applied || !(operation instanceof MembershipOperation);
    if (judged && applied != permitted(leaf.member(), operation, leaf.consensusTimeNanos())) {
      throw new BrokenPromise(
          promise(operation),
          "%s of member %d is %s; the books say otherwise"
              .formatted(operation.type(), leaf.member(), leaf.knownOutcome().orElse(null)));
    }
    if (applied) {
      apply(leaf.member(), operation);
    }
  }

  private static Promise promise(Operation operation) {
    return switch (operation) {
      case AllocateNumbers _, IssueInvoice _ -> Promise.NUMBERS_ONCE;
      case Operation _ -> Promise.EACH_FEN_ONCE;
    };
  }

  private boolean permitted(int member, Operation operation, long nanos) {
    return members.may(member, operation)
        && switch (operation) {
          case AllocateNumbers allocate -> permitted(member, allocate);
          case IssueInvoice issue ->
              owns(member, issue.invoiceId())
                  && !invoices.containsKey(issue.invoiceId())
                  && 0 <= issue.claimableFen()
                  && issue.claimableFen() <= issue.totalFen()
                  && issue.totalFen() > 0;
          case ReverseInvoice reverse ->
              own(member, reverse.invoiceId())
                      .filter(one -> one.reversible && !one.paperOut && one.heldFen() == 0)
                      .isPresent()
                  && owns(member, reverse.redInvoiceId())
                  && !invoices.containsKey(reverse.redInvoiceId());
          case MarkPaperPrinted print ->
              own(member, print.invoiceId())
                  .filter(one -> one.reversible && !one.paperOut && one.heldFen() == 0)
                  .isPresent();
          case CancelPaper cancel ->
              own(member, cancel.invoiceId()).filter(one -> one.paperOut).isPresent();
          case AnchorEvidence _ -> true;
          case MembershipOperation change -> members.agreed(change);
          case Operation claimed ->
              members.is(member, MemberKind.PAYER) && claim(member, claimed, nanos);
        };
  }

  private boolean claim(int payer, Operation operation, long nanos) {
    return switch (operation) {
      case ReserveReimbursement reserve -> permitted(payer, reserve, nanos);
      case CommitReservation commit ->
          claim(payer, commit.invoiceId(), new ClaimKey(payer, commit.claimId()))
              .filter(claim -> claim.standing() == Standing.RESERVED)
              .isPresent();
      case SettleReimbursement settle ->
          settle.amountFen() > 0
              && claim(payer, settle.invoiceId(), new ClaimKey(payer, settle.claimId()))
                  .filter(claim -> claim.standing() == Standing.COMMITTED)
                  .filter(claim -> settle.amountFen() <= claim.heldFen())
                  .isPresent();
      case ReleaseReimbursement release ->
          claim(payer, release.invoiceId(), new ClaimKey(payer, release.claimId()))
              .filter(claim -> claim.standing() == Standing.COMMITTED)
              .isPresent();
      case ReturnReimbursement back ->
          back.amountFen() > 0
              && !returnIds.contains(payer + "/" + back.returnId().value())
              && claim(payer, back.invoiceId(), new ClaimKey(payer, back.claimId()))
                  .filter(claim -> claim.standing() == Standing.SETTLED)
                  .filter(claim -> back.amountFen() <= claim.heldFen())
                  .isPresent();
      case Operation other -> throw new IllegalStateException("an operation " + other.type());
    };
  }

  private boolean permitted(int member, AllocateNumbers allocate) {
    long last = allocate.firstInvoiceId() + allocate.count() - 1;
    var before = ranges.floorEntry(last);
    return members.is(member, MemberKind.REGULATOR)
        && members.is(allocate.hospital(), MemberKind.HOSPITAL)
        && allocate.count() > 0
        && (before == null || before.getValue().last() < allocate.firstInvoiceId());
  }

  private boolean owns(int hospital, long number) {
    var range = ranges.floorEntry(number);
    return members.is(hospital, MemberKind.HOSPITAL)
        && range != null
        && range.getValue().hospital() == hospital
        && number <= range.getValue().last();
  }

  private Optional<ModelInvoice> own(int hospital, long number) {
    return Optional.ofNullable(invoices.get(number)).filter(one -> one.hospital == hospital);
  }

  private Optional<Claim> claim(int payer, long invoice, ClaimKey key) {
    return members.is(payer, MemberKind.PAYER)
        ? Optional.ofNullable(invoices.get(invoice)).map(one -> one.claims.get(key))
        : Optional.empty();
  }

  private boolean permitted(int payer, ReserveReimbursement reserve, long nanos) {
    ModelInvoice invoice = invoices.get(reserve.invoiceId());
    return invoice != null
        && invoice.reversible
        && invoice.inHand(reserve.medium())
        && reserve.amountFen() > 0
        && reserve.expiryEpochNanos() > nanos
        && !claimIds.contains(new ClaimKey(payer, reserve.claimId()))
        && !invoice.held(payer, reserve.benefitDigest())
        && reserve.amountFen() <= invoice.claimableFen - invoice.heldFen();
  }

  private void apply(int member, Operation operation) {
    switch (operation) {
      case AllocateNumbers allocate ->
          ranges.put(
              allocate.firstInvoiceId(),
              new Range(allocate.firstInvoiceId() + allocate.count() - 1, allocate.hospital()));
      case IssueInvoice issue ->
          use(issue.invoiceId(), new ModelInvoice(member, issue.claimableFen(), true));
      case ReverseInvoice reverse -> {
        invoice(reverse.invoiceId()).reversible = false;
        use(reverse.redInvoiceId(), new ModelInvoice(member, 0, false));
      }
      case MarkPaperPrinted print -> invoice(print.invoiceId()).paperOut = true;
      case CancelPaper cancel -> invoice(cancel.invoiceId()).paperOut = false;
      case ReserveReimbursement reserve -> {
        var key = new ClaimKey(member, reserve.claimId());
        claimIds.add(key);
        put(
            reserve.invoiceId(),
            key,
            new Claim(
                reserve.benefitDigest(),
                reserve.commit() ? Standing.COMMITTED : Standing.RESERVED,
                reserve.amountFen(),
                reserve.expiryEpochNanos()));
      }
      case CommitReservation commit -> {
        Claim before = before(member, commit.invoiceId(), new ClaimKey(member, commit.claimId()));
        put(
            commit.invoiceId(),
            new ClaimKey(member, commit.claimId()),
            before.now(Standing.COMMITTED, before.heldFen()));
      }
      case SettleReimbursement settle ->
          end(member, settle.invoiceId(), settle.claimId(), Standing.SETTLED, settle.amountFen());
      case ReleaseReimbursement release ->
          end(member, release.invoiceId(), release.claimId(), Standing.OVER, 0);
      case ReturnReimbursement back -> {
        returnIds.add(member + "/" + back.returnId().value());
        long left =
            before(member, back.invoiceId(), new ClaimKey(member, back.claimId())).heldFen()
                - back.amountFen();
        end(
            member,
            back.invoiceId(),
            back.claimId(),
            left == 0 ? Standing.OVER : Standing.SETTLED,
            left);
      }
      case MembershipOperation change -> members.changed(change);
      case AnchorEvidence _ -> {}
    }
  }

  private void use(long number, ModelInvoice invoice) {
    if (invoices.put(number, invoice) != null) {
      throw new BrokenPromise(Promise.NUMBERS_ONCE, "number " + number + " is used twice");
    }
  }

  private ModelInvoice invoice(long number) {
    return Optional.ofNullable(invoices.get(number)).orElseThrow();
  }

  private Claim before(int payer, long invoice, ClaimKey key) {
    return claim(payer, invoice, key).orElseThrow();
  }

  private void end(
      int payer, long invoice, org.yipiao.platform.id.ClaimId claim, Standing standing, long fen) {
    var key = new ClaimKey(payer, claim);
    put(invoice, key, before(payer, invoice, key).now(standing, fen));
  }

  private void put(long number, ClaimKey key, Claim claim) {
    ModelInvoice invoice = invoice(number);
    invoice.claims.put(key, claim);
    if (invoice.heldFen() > invoice.claimableFen) {
      throw new BrokenPromise(
          Promise.EACH_FEN_ONCE,
          "%d fen of %d are held of invoice %d"
              .formatted(invoice.heldFen(), invoice.claimableFen, number));
    }
  }
}
