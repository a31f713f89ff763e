package org.yipiao.ledger.protocol.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

class GenesisTest {

  private static final Genesis GENESIS = SeededConsortium.genesis();

  @Test
  void isReadBackFromItsBytes() {
    Genesis read = Genesis.decode(GENESIS.encode());
    assertThat(read.encode()).isEqualTo(GENESIS.encode());
    assertThat(read.ledgerId()).isEqualTo(GENESIS.ledgerId());
    assertThat(read.validators()).hasSize(4);
    assertThat(read.member(4).orElseThrow().kind()).isEqualTo(MemberKind.HOSPITAL);
  }

  @Test
  void anotherSpellingOfTheSameContentIsRefused() {
    String text = new String(GENESIS.encode(), StandardCharsets.UTF_8);
    for (String hostile :
        List.of(
            text.replace("  ", " "),
            text.strip(),
            text.replaceFirst("\\{", "{\n  \"comment\": \"x\","),
            text.replace("bureau", "Bureau"),
            text.replace("\"contractVersion\": 1", "\"contractVersion\": 1.0"),
            text.replace("\"REGULATOR\"", "\"KING\""),
            text.replace("\"INTL\"", "\"GM\""))) {
      assertThatThrownBy(() -> Genesis.decode(hostile.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void theQuorumIsTwoThirdsAndOne() {
    assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 10).stream().map(Genesis::quorum))
        .containsExactly(1, 2, 3, 3, 4, 5, 5, 7);
  }

  /** Even if who was suspended is honest, and all f that may lie are among those who are left. */
  @Test
  void quorumsOfThoseLeftByASuspensionMeetInMoreThanCouldLieBeforeIt() {
    for (int before = 4; before <= Roster.MOST; before++) {
      int left = before - 1;
      int meeting = 2 * Genesis.quorum(left) - left;
      assertThat(meeting).as("of %d", before).isGreaterThan((before - 1) / 3);
      assertThat(Genesis.quorum(left)).isLessThanOrEqualTo(Genesis.quorum(before));
    }
  }

  @Test
  void aSharedKeyIsRefused() {
    var members = new ArrayList<>(GENESIS.members());
    GenesisMember second = members.get(1);
    members.set(
        1,
        new GenesisMember(
            second.number(),
            second.name(),
            second.kind(),
            second.creditCode(),
            members.get(0).transactionKeys(),
            second.validator()));
    assertThatThrownBy(() ->
            new Genesis(
                GENESIS.origin(), GENESIS.time(), GENESIS.suite(), 1, GENESIS.limits(), members))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void theTrustRootOfTheGenesisIsReadBack() {
    TrustRoot trust = TrustRoot.of(GENESIS, List.of(certificate()));
    TrustRoot read = TrustRoot.parse(trust.encode());
    assertThat(read).isEqualTo(trust);
    assertThat(read.epochOf(0).orElseThrow().threshold()).isEqualTo(3);
    assertThat(read.issuerRoots()).containsExactly(certificate());
  }

  @Test
  void epochsFollowOneAnotherWithoutGap() {
    TrustRoot trust = TrustRoot.of(GENESIS, List.of());
    var members = trust.epochs().getFirst().cosigners();
    var first = new TrustEpoch(0, 99L, 3, members);
    var second = new TrustEpoch(100, null, 4, members);
    var both = new TrustRoot(trust.origin(), trust.logKeys(), List.of(first, second), List.of());
    assertThat(both.epochOf(99)).contains(first);
    assertThat(both.epochOf(100)).contains(second);
    assertThat(TrustRoot.parse(both.encode())).isEqualTo(both);
    assertThatThrownBy(() ->
            new TrustRoot(
                trust.origin(),
                trust.logKeys(),
                List.of(first, new TrustEpoch(101, null, 4, members)),
                List.of()))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> new TrustEpoch(0, null, 5, members))
        .isInstanceOf(FormatException.class);
  }

  private static X509Certificate certificate() {
    return GENESIS.validators().values().iterator().next().engineCertificate();
  }
}
