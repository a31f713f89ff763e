package org.yipiao.ledger.protocol.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.ApprovalJudge;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FormatException;

class ChangeProposalTest {

  private static final Genesis GENESIS = SeededConsortium.genesis(2);
  private static final long EXPIRY = EpochNanos.of(SeededConsortium.START.plus(Duration.ofDays(1)));
  private static final ChangeDraft SUSPENSION =
      new ChangeDraft(
          OperationType.SUSPEND_MEMBER,
          new SuspendMember.Change(SeededConsortium.HOSPITAL).encode());
  private static final ChangeProposal PROPOSAL = proposal(SUSPENSION, 0);

  static Stream<ChangeDraft> drafts() {
    return Operations.drafts().stream();
  }

  @ParameterizedTest
  @MethodSource("drafts")
  void eachKindIsReadAsItWasWritten(ChangeDraft draft) {
    assertThat(ChangeDraft.decode(draft.encode())).isEqualTo(draft);
    var proposal = approved(proposal(draft, 3), 3, 1, 2);
    var read = ChangeProposal.decode(proposal.encode());
    assertThat(read.encode()).isEqualTo(proposal.encode());
    assertThat(read.operation().element()).isEqualTo(proposal.operation().element());
    assertThat(read.approvals()).extracting(Approval::member).containsExactly(1, 2, 3);
  }

  @Test
  void saysWhoJoinsWithTheDigestsOfItsKeys() {
    var validator = SeededConsortium.validator(5);
    var key = SeededConsortium.transactionKey(7).getPublic().getEncoded();
    var says = Operations.drafts().getFirst().says();
    assertThat(says)
        .containsEntry("operation", "ADMIT_MEMBER")
        .containsEntry("member", "7")
        .containsEntry("name", "insurer-three")
        .containsEntry("kind", "PAYER")
        .containsEntry("transactionKeySha256", Digest.sha256(key).hex())
        .containsEntry(
            "engineCertificateSha256", Digest.sha256(validator.engineCertificateBytes()).hex())
        .containsEntry("gossip", "127.0.0.1:8115")
        .containsKeys("logKeySha256", "cosigningKeySha256")
        .doesNotContainKey("postQuantumKeySha256");
  }

  @Test
  void aReadablePartThatContradictsTheBytesIsRefusedByItsName() {
    refused(text().replace("\"member\": \"4\"", "\"member\": \"3\""), "$.says.member", "say 4");
    refused(text().replace("\"epoch\": \"0\"", "\"epoch\": \"1\""), "$.says.epoch", "say 0");
    refused(text().replace("2026-01-02T", "2026-01-03T"), "$.says.expiry", "2026-01-02T00:00:00Z");
    refused(text().replace("\"says\": {", "\"says\": {\n    \"note\": \"x\","), "note");
    refused(text().replace("    \"member\": \"4\",\n", ""), "$.says.member is missing");
    String draft = new String(SUSPENSION.encode(), StandardCharsets.UTF_8);
    assertThatThrownBy(() ->
            ChangeDraft.decode(bytes(draft.replace("\"member\": \"4\"", "\"member\": \"3\""))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("$.says.member");
  }

  @Test
  void bytesOfWhichOnlyAPartWasExchangedAreRefused() {
    String other = text(proposal(draft(3), 0));
    refused(text().replace(member("content", text()), member("content", other)), "another content");
    refused(text().replace(member("toSign", text()), member("toSign", other)), "another content");
    String cut = member("toSign", text());
    refused(text().replace(cut, cut.substring(4)), "$.toSign");
    refused(text().replace(cut, "x" + cut), "base64");
  }

  @Test
  void otherSpellingsAndOtherFilesAreRefused() {
    refused(text() + " ", "one spelling");
    refused(text().replace("\n", "\r\n"), "one spelling");
    refused(text().replace("yipiao-change-1", "yipiao-change-2"), "$.format");
    refused("{}", "$.format is missing");
    refused("", "$ is not an object");
    refused(text().replace("\"approvals\": []", "\"approvals\": [], \"more\": 1"), "more");
    refused(" ".repeat(ChangeProposal.MOST_BYTES + 1), "at most 32768");
    assertThatThrownBy(() -> ChangeDraft.decode(new byte[ChangeDraft.MOST_BYTES + 1]))
        .hasMessageContaining("at most 16384");
  }

  @Test
  void approvalsStandOnceAndInTheirOrder() {
    var two = approved(PROPOSAL, 2, 1);
    assertThatThrownBy(() -> two.with(SeededConsortium.approval(GENESIS, two.agreement(), 2)))
        .isInstanceOf(FormatException.class);
    var backwards = two.approvals().reversed();
    assertThatThrownBy(() -> new ChangeProposal(two.ledgerId(), two.agreement(), backwards))
        .isInstanceOf(FormatException.class);
    String text = text(two);
    refused(text.replace("\"member\": 2", "\"member\": 1"), "ascending");
    refused(text.replaceFirst("\"keyId\": \"[0-9a-f]{8}\"", "\"keyId\": \"XX\""), "key id");
    refused(text.replaceFirst("\"signature\": \"[^\"]*\"", "\"signature\": \"AAAA\""), "64 bytes");
  }

  @Test
  void whatCanBeNoChangeIsNone() {
    var invoice = new IssueInvoice(1, Digest.sha256(new byte[0]), 1, 1).encode();
    assertThatThrownBy(() -> new ChangeDraft(OperationType.ISSUE_INVOICE, invoice))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> new ChangeDraft(OperationType.SUSPEND_MEMBER, new byte[3]))
        .isInstanceOf(FormatException.class);
    refusesAdmission("UPPER", 3, SeededConsortium.creditCode(7).value(), "name");
    refusesAdmission("insurer", 9, SeededConsortium.creditCode(7).value(), "kind");
    refusesAdmission("insurer", 3, "121100000000000078", "creditCode");
    assertThatThrownBy(() -> proposal(SUSPENSION, -1)).isInstanceOf(FormatException.class);
  }

  private static void refusesAdmission(String name, int kind, String creditCode, String field) {
    var change = new AdmitMember.Change(7, name, kind, creditCode, new byte[] {1}, new byte[0]);
    assertThatThrownBy(() -> new ChangeDraft(OperationType.ADMIT_MEMBER, change.encode()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(field);
  }

  @Test
  void copiesThatWereApprovedInParallelAreJoined() {
    var joined =
        approved(PROPOSAL, 1).merged(approved(PROPOSAL, 3)).merged(approved(PROPOSAL, 2, 3));
    assertThat(joined.encode()).isEqualTo(approved(PROPOSAL, 1, 2, 3).encode());
    assertThatThrownBy(() -> joined.merged(proposal(SUSPENSION, 1)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("different changes");
    assertThatThrownBy(() -> joined.merged(proposal(draft(3), 0)))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void whatIsSubmittedIsWhatTheLedgerCounts() {
    var judge = ApprovalJudge.of(GENESIS);
    var members = MemberDirectory.of(GENESIS);
    var read = ChangeProposal.decode(approved(PROPOSAL, 1, 2, 3).encode());
    assertThat(judge.verdict(read.approved(), members)).isEqualTo(Outcome.APPLIED);
    var outsider = approved(PROPOSAL, 5);
    assertThat(judge.verdict(outsider.agreement(), outsider.approvals().getFirst(), members))
        .isEqualTo(Outcome.NOT_AN_APPROVER);
    var elsewhere = approved(proposal(draft(3), 0), 1).approvals().getFirst();
    assertThat(judge.verdict(PROPOSAL.agreement(), elsewhere, members))
        .isEqualTo(Outcome.BAD_APPROVAL);
  }

  private static ChangeDraft draft(int suspended) {
    return new ChangeDraft(
        OperationType.SUSPEND_MEMBER, new SuspendMember.Change(suspended).encode());
  }

  private static ChangeProposal proposal(ChangeDraft draft, long epoch) {
    return ChangeProposal.of(draft, GENESIS.ledgerId(), epoch, EXPIRY);
  }

  private static ChangeProposal approved(ChangeProposal proposal, int... approvers) {
    ChangeProposal approved = proposal;
    for (int approver : approvers) {
      approved = approved.with(SeededConsortium.approval(GENESIS, proposal.agreement(), approver));
    }
    return approved;
  }

  private static void refused(String file, String... naming) {
    assertThatThrownBy(() -> ChangeProposal.decode(bytes(file)))
        .isInstanceOf(FormatException.class)
        .message()
        .contains(List.of(naming));
  }

  private static String member(String name, String file) {
    String start = "\"" + name + "\": \"";
    int from = file.indexOf(start) + start.length();
    return file.substring(from, file.indexOf('"', from));
  }

  private static String text() {
    return text(PROPOSAL);
  }

  private static String text(ChangeProposal proposal) {
    return new String(proposal.encode(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
