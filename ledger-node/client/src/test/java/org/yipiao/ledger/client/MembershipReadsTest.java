package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
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
  void whatEnoughNodesSayIsTakenFromWhereOneThatIsHonestHasCome() throws IOException {
    node(NO_CHANGES, members(0, 7, "1"));
    node(NO_CHANGES, members(0, 9, "1"));
    node(NO_CHANGES, members(0, 8, "1"));
    var found = found();
    var membership = found.membership();
    assertThat(membership.height()).isEqualTo(8);
    assertThat(membership.epoch()).isZero();
    assertThat(membership.validators()).extracting(GenesisMember::name).hasSize(4);
    assertThat(membership.quorum()).isEqualTo(3);
    assertThat(membership.suspended(1)).isTrue();
    assertThat(membership.suspended(2)).isFalse();
    assertThat(membership.member(7)).isEmpty();
    assertThat(membership.holder(SeededConsortium.transactionKey(5).getPublic()))
        .hasValueSatisfying(member -> assertThat(member.number().value()).isEqualTo(5));
    assertThat(membership.holder(SeededConsortium.transactionKey(9).getPublic())).isEmpty();
    assertThat(found.witnesses()).isEqualTo(new Witnesses(uris(1, 2, 0), 2, List.of()));
    assertThat(found.witnesses().enough()).isTrue();
  }

  /** Names, keys and suspensions, whatever height and however early it says it. */
  @Test
  void aLiarsWordIsNotTakenAndItIsNamed() throws IOException {
    for (String lie :
        List.of(
            members(0, 900, "5"),
            members(0, 900, "").replace("\"name\": \"" + name(5), "\"name\": \"another"),
            members(0, 900, "").replace(key(5), key(6)))) {
      node(NO_CHANGES, lie);
      node(NO_CHANGES, members(0, 8, ""));
      node(NO_CHANGES, members(0, 9, ""));
      node(NO_CHANGES, members(0, 8, ""));
      var found = found();
      assertThat(found.membership().suspended(5)).isFalse();
      assertThat(found.membership().member(5).orElseThrow().name()).isEqualTo(name(5));
      assertThat(found.membership().holder(SeededConsortium.transactionKey(5).getPublic()))
          .isPresent();
      assertThat(found.membership().height()).isEqualTo(8);
      assertThat(found.witnesses())
          .isEqualTo(
              new Witnesses(
                  uris(2, 1, 3),
                  2,
                  List.of(uris(0).getFirst() + ": says otherwise at height 900 of members 5")));
      stop();
      nodes.clear();
    }
  }

  @Test
  void oneNodesWordIsNotEnough() throws IOException {
    node(NO_CHANGES, members(0, 8, ""));
    assertThat(found().witnesses()).isEqualTo(new Witnesses(uris(0), 2, List.of()));
    assertThat(found().witnesses().enough()).isFalse();

    node(NO_CHANGES, members(0, 8, "5"));
    var apart = found().witnesses();
    assertThat(apart.agree()).hasSize(1);
    assertThat(apart.others()).singleElement().asString().endsWith("of members 5");

    nodes.add(new ScriptedNode());
    assertThat(found().witnesses().others()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(found().witnesses().enough()).isFalse();
  }

  @Test
  void aNodeThatIsNamedTwiceHasOneWord() throws IOException {
    node(NO_CHANGES, members(0, 8, ""));
    String once = nodes.getFirst().uri().toString().replaceFirst("/$", "");
    List<URI> twice = List.of(URI.create(once), URI.create(once + "/"));
    try (var reads = new MembershipReads(twice, GENESIS, () -> "token")) {
      assertThat(reads.present())
          .isInstanceOfSatisfying(
              MembershipReads.Outcome.Found.class,
              found -> assertThat(found.witnesses().agree()).hasSize(1));
    }
  }

  /** Of two truths, of before and after a block, the later one. */
  @Test
  void amongWhatEnoughSayTheLatestIsTaken() throws IOException {
    node(NO_CHANGES, members(0, 8, ""));
    node(NO_CHANGES, members(0, 9, "6"));
    node(NO_CHANGES, members(0, 900, ""));
    node(NO_CHANGES, members(0, 10, "6"));
    assertThat(found().membership().height()).isEqualTo(9);
    assertThat(found().membership().suspended(6)).isTrue();
    assertThat(found().witnesses().agree()).containsExactlyElementsOf(uris(3, 1));
  }

  @Test
  void anEpochCountsThatAQuorumOfTheOneBeforeHasCosigned() throws IOException {
    node(changes(change(1, 2, 3)), members(1, 12, ""));
    var membership = found().membership();
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

  /** What is shown before somebody signs must not be a liar's own writing. */
  @Test
  void aNodesOwnWordsAreNotToldOn() throws IOException {
    node(NO_CHANGES, members(0, 12, "").replace("\"PAYER\"", "\"X\\u001b[12AY\""));
    nodes.add(new ScriptedNode().says("/", 403, "{\"code\": \"X\\u001b[12AY\"}"));
    try (var reads = reads()) {
      assertThat(reads.present())
          .isInstanceOfSatisfying(
              MembershipReads.Outcome.Unavailable.class,
              none ->
                  assertThat(none.causes())
                      .hasSize(2)
                      .noneMatch(cause -> cause.contains("12A") || cause.contains("\u001b")));
    }
  }

  @Test
  void anAnswerWithoutAnEndEnds() throws IOException {
    node("{\"changes\": [], \"last\": 9223372036854775807}", members(0, 12, ""));
    assertThat(found().membership().epoch()).isZero();
  }

  /** The epochs are proven, so one node is enough for them, whatever the others say of heights. */
  @Test
  void theProvenEpochCountsMoreThanAnyHeight() throws IOException {
    node(NO_CHANGES, members(0, 900, ""));
    node(NO_CHANGES, members(0, 800, ""));
    node(changes(change(1, 2, 3)), members(1, 12, ""));
    node(NO_CHANGES, members(0, 700, ""));
    assertThat(found().membership().epoch()).isEqualTo(1);
    assertThat(found().witnesses().enough()).as("of three validators none may lie").isTrue();
    assertThat(found().witnesses().others()).hasSize(3).first().asString().contains("of epoch 0");
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

  private MembershipReads.Outcome.Found found() {
    try (var reads = reads()) {
      if (reads.present() instanceof MembershipReads.Outcome.Found found) {
        return found;
      }
      throw new AssertionError("no node's answer holds");
    }
  }

  /** Of these nodes, in that order. */
  private List<URI> uris(int... places) {
    return Arrays.stream(places).mapToObj(place -> nodes.get(place).uri()).toList();
  }

  private static String name(int member) {
    return GENESIS.member(member).orElseThrow().name();
  }

  private static String key(int member) {
    return Base64.getEncoder()
        .encodeToString(SeededConsortium.transactionKey(member).getPublic().getEncoded());
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
