package org.yipiao.ledger.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.money.Money;

/** One operation of each kind, with fixed content. */
public final class Operations {

  public static final InvoiceId INVOICE = InvoiceId.parse("110601260000000001");
  public static final InvoiceId RED = InvoiceId.parse("110601260000000002");
  public static final ClaimId CLAIM = new ClaimId("000102030405060708090a0b0c0d0e0f");

  private Operations() {}

  public static Digest digest(int fill) {
    byte[] bytes = new byte[Digest.LENGTH];
    Arrays.fill(bytes, (byte) fill);
    return Digest.of(bytes);
  }

  public static IssueInvoice issue() {
    return IssueInvoice.of(INVOICE, digest(0xc0), Money.ofFen(126_000), Money.ofFen(126_000));
  }

  public static ReverseInvoice reverse() {
    return ReverseInvoice.of(INVOICE, RED, digest(0x4e), ReversalReason.REFUNDED_IN_PART);
  }

  /** In the order of their numbers. */
  public static List<Operation> all() {
    var all = new ArrayList<>(ofVersion1());
    all.addAll(
        2, List.of(reverse(), MarkPaperPrinted.of(INVOICE, digest(0x9a)), CancelPaper.of(INVOICE)));
    all.add(AnchorEvidence.of(digest(0xa5), EvidenceKind.RECONCILIATION));
    return List.copyOf(all);
  }

  /** One change of each kind that a quorum approves, in the order of their numbers. */
  public static List<MembershipOperation> changes() {
    byte[] key = SeededConsortium.transactionKey(7).getPublic().getEncoded();
    var admission =
        new AdmitMember.Change(
            7, "insurer-three", MemberKind.PAYER.number(), "121100000000000078", key, new byte[0]);
    var rotation =
        RotateKey.Change.transactionKey(
            5,
            SeededConsortium.transactionKey(5).getPublic(),
            SeededConsortium.transactionKey(8).getPublic());
    return List.of(
        new AdmitMember(approved(OperationType.ADMIT_MEMBER, admission.encode())),
        new RotateKey(approved(OperationType.ROTATE_KEY, rotation.encode())),
        new SuspendMember(
            approved(OperationType.SUSPEND_MEMBER, new SuspendMember.Change(6).encode())),
        activation());
  }

  /** Changes of each kind as members propose them: the admission is of a validator. */
  public static List<ChangeDraft> drafts() {
    var admission =
        new AdmitMember.Change(
            7,
            "insurer-three",
            MemberKind.PAYER.number(),
            SeededConsortium.creditCode(7).value(),
            SeededConsortium.transactionKey(7).getPublic().getEncoded(),
            SeededConsortium.validator(5).encode());
    var drafts = new ArrayList<ChangeDraft>();
    drafts.add(new ChangeDraft(OperationType.ADMIT_MEMBER, admission.encode()));
    for (MembershipOperation change : changes().subList(1, changes().size())) {
      drafts.add(new ChangeDraft(change.type(), change.approved().agreement().content()));
    }
    return List.copyOf(drafts);
  }

  /** The activation of version 2 from height 100 on. */
  public static ActivateContract activation() {
    return new ActivateContract(
        approved(OperationType.ACTIVATE_CONTRACT, new ActivateContract.Change(2, 100).encode()));
  }

  /** By the first three validators. */
  private static Approved approved(OperationType type, byte[] content) {
    var expiry = SeededConsortium.START.plus(Duration.ofDays(7));
    return SeededConsortium.approved(
        SeededConsortium.genesis(), Agreement.until(type, content, 0, expiry), 1, 2, 3);
  }

  /** Those that version 1 of the contract has. */
  public static List<Operation> ofVersion1() {
    return List.of(
        AllocateNumbers.of(
            new MemberNumber(SeededConsortium.HOSPITAL), "gateway-1", INVOICE, 1_000_000),
        issue(),
        ReserveReimbursement.of(
            INVOICE,
            CLAIM,
            Money.ofFen(59_500),
            digest(0xbe),
            digest(0xc5),
            digest(0x7a),
            SeededConsortium.START.plus(Duration.ofHours(1)),
            false),
        CommitReservation.of(INVOICE, CLAIM),
        SettleReimbursement.of(INVOICE, CLAIM, Money.ofFen(59_500), digest(0xb1)),
        ReleaseReimbursement.of(INVOICE, CLAIM, digest(0xb2)),
        ReturnReimbursement.of(
            INVOICE,
            CLAIM,
            new ReturnId("101112131415161718191a1b1c1d1e1f"),
            Money.ofFen(500),
            digest(0xe1)));
  }
}
