package org.yipiao.ledger.protocol.proposal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approvals;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * A change of one ledger on its way to a quorum's approvals: a file that goes from validator to
 * validator. JSON in one spelling, members {@code format, says, content, toSign, approvals}. {@code
 * toSign} are the exact bytes that an approver signs ({@link Approval#message}), which have the
 * content's digest; {@code says} is made of both and there for people: a file in which it says
 * anything else is refused. Whether approvals count is not judged here, see {@code ApprovalJudge}.
 *
 * @param ledgerId SHA-256 of the genesis file
 * @param approvals in ascending order of members, one of each
 */
public record ChangeProposal(Digest ledgerId, Agreement agreement, List<Approval> approvals) {

  /** The file's member {@code format}. */
  public static final String FORMAT = "yipiao-change-1";

  /** The most bytes of a file. */
  public static final int MOST_BYTES = 32_768;

  private static final int DOMAIN = 19;
  private static final int TO_SIGN = DOMAIN + Digest.LENGTH + 1 + Digest.LENGTH + 2 * Long.BYTES;

  /**
   * @throws FormatException unless it is a change that can be what it says, in an epoch, until a
   *     time, and fits with its approvals into one operation
   */
  public ChangeProposal {
    approvals = List.copyOf(approvals);
    if (agreement.epoch() < 0 || agreement.expiryEpochNanos() <= 0) {
      throw new FormatException(ProposalFault.SIGNED_BYTES);
    }
    int before = 0;
    for (Approval approval : approvals) {
      if (approval.member() <= before) {
        throw new FormatException(ProposalFault.APPROVALS_IN_ORDER);
      }
      before = approval.member();
    }
    ChangeFacts.of(ChangeFacts.operation(new Approved(agreement, new Approvals(approvals))));
  }

  /** A change that nobody has approved yet. */
  public static ChangeProposal of(
      ChangeDraft draft, Digest ledgerId, long epoch, long expiryEpochNanos) {
    var agreement = new Agreement(draft.type(), draft.content(), epoch, expiryEpochNanos);
    return new ChangeProposal(ledgerId, agreement, List.of());
  }

  /** What would change. */
  public ChangeDraft draft() {
    return new ChangeDraft(agreement.type(), agreement.content());
  }

  public Approved approved() {
    return Approved.by(agreement, approvals);
  }

  /** The operation to be submitted, with the approvals that there are. */
  public MembershipOperation operation() {
    return ChangeFacts.operation(approved());
  }

  /** The approval of a member. */
  public Optional<Approval> approvalOf(int member) {
    return approvals.stream().filter(approval -> approval.member() == member).findFirst();
  }

  /**
   * The same with one more approval.
   *
   * @throws FormatException when its member has approved already, or it does not fit in any more
   */
  public ChangeProposal with(Approval approval) {
    var more = new ArrayList<>(approvals);
    more.add(approval);
    more.sort(Comparator.comparingInt(Approval::member));
    return new ChangeProposal(ledgerId, agreement, more);
  }

  /**
   * The same with the approvals of a copy that others have signed; of a member that has signed both
   * the approval that is here stays.
   *
   * @throws FormatException when the copy is of another change, or they do not all fit in
   */
  public ChangeProposal merged(ChangeProposal copy) {
    if (!ledgerId.equals(copy.ledgerId) || !agreement.equals(copy.agreement)) {
      throw new FormatException(ProposalFault.OTHER_CHANGE);
    }
    ChangeProposal all = this;
    for (Approval approval : copy.approvals) {
      all = all.approvalOf(approval.member()).isPresent() ? all : all.with(approval);
    }
    return all;
  }

  /** What the bytes to be signed and the content say; without the approvals. */
  public Map<String, String> says() {
    Map<String, String> says = new LinkedHashMap<>();
    says.put("ledger", ledgerId.hex());
    says.putAll(draft().says());
    says.put("epoch", Long.toString(agreement.epoch()));
    says.put("expiry", EpochNanos.toInstant(agreement.expiryEpochNanos()).toString());
    return says;
  }

  /** The file's bytes. */
  public byte[] encode() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("says", says());
    json.put("content", Base64Text.encode(agreement.content()));
    json.put("toSign", Base64Text.encode(Approval.message(ledgerId, agreement)));
    json.put("approvals", approvals.stream().map(ChangeProposal::json).toList());
    return JsonText.write(json);
  }

  private static Map<String, Object> json(Approval approval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("member", approval.member());
    json.put("keyId", HexFormat.of().toHexDigits(approval.keyId()));
    json.put("signature", Base64Text.encode(approval.signature()));
    return json;
  }

  /**
   * @throws FormatException unless the bytes are exactly what {@link #encode} gives
   */
  public static ChangeProposal decode(byte[] file) {
    if (file.length > MOST_BYTES) {
      throw new FormatException(ProposalFault.TOO_LARGE, file.length, MOST_BYTES);
    }
    JsonObject in = JsonObject.parse(file);
    if (!in.text("format").equals(FORMAT)) {
      throw new FormatException(ProposalFault.OTHER_FORMAT, FORMAT);
    }
    JsonObject says = in.object("says");
    var proposal =
        signed(
            in.base64("content"),
            in.base64("toSign"),
            in.objects("approvals", ChangeProposal::approval));
    in.end();
    ChangeFacts.compare(says, proposal.says());
    if (!Arrays.equals(proposal.encode(), file)) {
      throw new FormatException(ProposalFault.SPELLING);
    }
    return proposal;
  }

  private static ChangeProposal signed(byte[] content, byte[] toSign, List<Approval> approvals) {
    if (toSign.length != TO_SIGN) {
      throw new FormatException(ProposalFault.SIGNED_BYTES);
    }
    var in = ByteBuffer.wrap(toSign).position(DOMAIN);
    byte[] ledgerId = new byte[Digest.LENGTH];
    in.get(ledgerId);
    int type = in.get() & 0xff;
    byte[] digest = new byte[Digest.LENGTH];
    in.get(digest);
    if (!Digest.of(digest).equals(Digest.sha256(content))) {
      throw new FormatException(ProposalFault.OTHER_CONTENT);
    }
    var agreement =
        new Agreement(
            OperationType.of(type)
                .orElseThrow(() -> new FormatException(ProposalFault.NO_CHANGE, type)),
            content,
            in.getLong(),
            in.getLong());
    Digest ledger = Digest.of(ledgerId);
    if (!Arrays.equals(Approval.message(ledger, agreement), toSign)) {
      throw new FormatException(ProposalFault.SIGNED_BYTES);
    }
    return new ChangeProposal(ledger, agreement, approvals);
  }

  private static Approval approval(JsonObject in) {
    int member = in.int32("member", 1, Integer.MAX_VALUE);
    String keyId = in.text("keyId");
    byte[] signature = in.base64("signature");
    if (!keyId.matches("[0-9a-f]{8}") || signature.length != SignatureSuite.SIGNATURE_LENGTH) {
      throw new FormatException(ProposalFault.APPROVAL);
    }
    return new Approval(member, HexFormat.fromHexDigits(keyId), signature);
  }
}
