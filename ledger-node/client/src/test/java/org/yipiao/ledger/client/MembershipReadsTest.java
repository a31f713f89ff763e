package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;

/** Who takes part, as nodes say of which some are behind or lie. */
class MembershipReadsTest {

  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final String NO_CHANGES = "{\"changes\": [], \"last\": 0}";

  private final List<ScriptedNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(ScriptedNode::close);
  }

  @Test
  void theNodeThatIsFurthestIsTaken() throws IOException {
    node(NO_CHANGES, members(0, 7, ""));
    node(NO_CHANGES, members(0, 9, "1"));
    node(NO_CHANGES, members(0, 8, ""));
    var membership = found();
    assertThat(membership.height()).isEqualTo(9);
    assertThat(membership.epoch()).isZero();
    assertThat(membership.validators()).extracting(GenesisMember::name).hasSize(4);
    assertThat(membership.quorum()).isEqualTo(3);
    assertThat(membership.suspended(1)).isTrue();
    assertThat(membership.suspended(2)).isFalse();
    assertThat(membership.member(7)).isEmpty();
    assertThat(membership.holder(SeededConsortium.transactionKey(5).getPublic()))
        .hasValueSatisfying(member -> assertThat(member.number().value()).isEqualTo(5));
    assertThat(membership.holder(SeededConsortium.transactionKey(9).getPublic())).isEmpty();
  }

  @Test
  void anEpochCountsThatAQuorumOfTheOneBeforeHasCosigned() throws IOException {
    node(changes(change(1, 2, 3)), members(1, 12, ""));
    var membership = found();
    assertThat(membership.epoch()).isEqualTo(1);
    assertThat(membership.validators()).hasSize(3);
    assertThat(membership.member(4).orElseThrow().validator()).isNull();
    TrustRoot longer = membership.extended(TrustRoot.of(GENESIS, List.of()));
    assertThat(longer.epochs()).hasSize(2);
    assertThat(membership.extended(longer)).isEqualTo(longer);
  }

  @Test
  void whatIsNotProvenOrCannotBeIsNoAnswer() throws IOException {
    node(changes(change(1, 2)), members(1, 12, ""));
    node(NO_CHANGES, members(1, 12, ""));
    node(NO_CHANGES, members(0, 12, "").replace("\"PAYER\"", "\"BANK\""));
    node(NO_CHANGES, "{\"contractVersion\": 1, \"epoch\": 0, \"height\": 3, \"members\": []}");
    node(NO_CHANGES, "[]");
    node("{\"changes\": [\"AAAA\"], \"last\": 1}", members(1, 12, ""));
    nodes.add(new ScriptedNode());
    try (var reads = reads()) {
      assertThat(reads.present())
          .isInstanceOfSatisfying(
              MembershipReads.Outcome.Unavailable.class,
              none -> assertThat(none.causes()).hasSizeGreaterThanOrEqualTo(nodes.size()));
    }
  }

  @Test
  void anAnswerWithoutAnEndEnds() throws IOException {
    node("{\"changes\": [], \"last\": 9223372036854775807}", members(0, 12, ""));
    assertThat(found().epoch()).isZero();
  }

  /** A node could claim any height, and hide a suspension behind it. */
  @Test
  void noHeightIsTakenThatNoHonestNodeNeedHaveReached() throws IOException {
    node(NO_CHANGES, members(0, Long.MAX_VALUE, ""));
    node(NO_CHANGES, members(0, 8, ""));
    node(NO_CHANGES, members(0, 9, "1"));
    node(NO_CHANGES, members(0, 7, ""));
    assertThat(found().height()).isEqualTo(9);
    assertThat(found().suspended(1)).isTrue();
  }

  /** The epochs are proven, so one node is enough for them, whatever the others say of heights. */
  @Test
  void theProvenEpochCountsMoreThanAnyHeight() throws IOException {
    node(NO_CHANGES, members(0, 900, ""));
    node(NO_CHANGES, members(0, 800, ""));
    node(changes(change(1, 2, 3)), members(1, 12, ""));
    node(NO_CHANGES, members(0, 700, ""));
    assertThat(found().epoch()).isEqualTo(1);
  }

  /** What is behind the first change that is not proven is neither kept nor asked for. */
  @Test
  void nothingMoreIsAskedOfANodeThatGivesAChangeThatIsNotProven() throws IOException {
    String unproven = Base64.getEncoder().encodeToString(change(1, 2).encode());
    node("{\"changes\": [\"%s\"], \"last\": 9000}".formatted(unproven), members(1, 12, ""));
    try (var reads = reads()) {
      assertThat(reads.present())
          .isInstanceOfSatisfying(
              MembershipReads.Outcome.Unavailable.class,
              none -> assertThat(none.causes()).singleElement().asString().contains("epoch 1 is"));
    }
    assertThat(nodes.getFirst().asked).hasValue(1);
  }

  @Test
  void moreEpochsThanAPageHasAreNoPage() throws IOException {
    String change = Base64.getEncoder().encodeToString(change(1, 2, 3).encode());
    String page = String.join("\", \"", Collections.nCopies(EpochPage.MOST + 1, change));
    node("{\"changes\": [\"%s\"], \"last\": 17}".formatted(page), members(1, 12, ""));
    try (var reads = reads()) {
      assertThat(reads.present())
          .isInstanceOfSatisfying(
              MembershipReads.Outcome.Unavailable.class,
              none -> assertThat(none.causes()).singleElement().asString().contains("a page of"));
    }
  }

  private Membership found() {
    try (var reads = reads()) {
      if (reads.present() instanceof MembershipReads.Outcome.Found(Membership membership)) {
        return membership;
      }
      throw new AssertionError("no node's answer holds");
    }
  }

  private MembershipReads reads() {
    return new MembershipReads(
        nodes.stream().map(ScriptedNode::uri).toList(), GENESIS, () -> "token");
  }

  private void node(String epochs, String members) throws IOException {
    nodes.add(new ScriptedNode().says("/v1/epochs", 200, epochs).says("/v1/members", 200, members));
  }

  private static String changes(EpochChange change) {
    return "{\"changes\": [\"%s\"], \"last\": 1}"
        .formatted(Base64.getEncoder().encodeToString(change.encode()));
  }

  private static String members(long epoch, long height, String suspended) {
    String members =
        GENESIS.members().stream()
            .map(member ->
                """
                {"number": %d, "name": "%s", "kind": "%s", "creditCode": "%s",
                 "transactionKeys": ["%s"], "suspended": %s}\
                """
                    .formatted(
                        member.number().value(),
                        member.name(),
                        member.kind(),
                        member.creditCode(),
                        Base64.getEncoder()
                            .encodeToString(member.transactionKeys().getFirst().getEncoded()),
                        member.number().toString().equals(suspended)))
            .collect(Collectors.joining(","));
    return """
    {"contractVersion": 2, "epoch": %d, "height": %d, "members": [%s]}\
    """
        .formatted(epoch, height, members);
  }

  /** The first validators without the last of them, from size 10 on. */
  private static EpochChange change(int... cosigners) {
    var next = new Epoch(10, Epoch.first(GENESIS).roster().withoutValidator(4));
    var zero = Digest.ZERO;
    var header = new BlockHeader(1, 2, 3, zero, 1, zero, next.digest(), zero);
    byte[] leaf = LeafV1.ofLedger(OperationType.BLOCK_HEADER, 2, header.encode()).encode();
    var log = new SampleLog();
    for (int i = 0; i < 8; i++) {
      log.append(new byte[] {(byte) i});
    }
    log.append(leaf);
    String note = SeededConsortium.note(log.checkpoint(), 1_000, cosigners);
    return new EpochChange(next, leaf, new TlogProof(8, log.inclusion(8).path(), note));
  }
}
