package org.yipiao.ledger.protocol.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.LedgerLink;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A trust root with three epochs: members 1 to 4 up to size 20, 1 to 5 up to 30, then 2 to 5 and 6,
 * the first being gone. A bundle goes with the epoch in which it was proven.
 */
class EpochBundleTest {

  private static final int INDEX = 7;
  private static final TrustRoot FIRST = TrustRoot.of(SeededConsortium.genesis(), List.of());
  private static final TrustRoot TRUST =
      FIRST.withEpoch(21, members(1, 5)).withEpoch(31, members(2, 6));

  private byte[] leaf = {};

  private static List<TrustEpoch.Member> members(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number ->
            new TrustEpoch.Member("member-" + number, SeededConsortium.cosigner(number).vkey()))
        .toList();
  }

  @BeforeEach
  void issue() {
    leaf =
        new LeafV1(
                2,
                SeededConsortium.HOSPITAL,
                1,
                new TransactionId("00000000000000000000000000000001"),
                0,
                EpochNanos.of(SeededConsortium.START),
                Operations.issue().encode(),
                0,
                new byte[0])
            .encode();
  }

  @Test
  void bundlesOfEveryEpochVerifyUnderItAlsoAfterItHasEnded() {
    var bundles = new ArrayList<byte[]>();
    bundles.add(bundle(20, 1, 2, 3));
    bundles.add(bundle(21, 1, 2, 3, 5));
    bundles.add(bundle(30, 2, 3, 4, 5));
    bundles.add(bundle(31, 2, 4, 5, 6));
    bundles.add(bundle(40, 3, 4, 5, 6));
    TrustRoot read = TrustRoot.parse(TRUST.encode());
    for (byte[] bundle : bundles) {
      assertThat(verify(read, bundle)).isInstanceOf(LedgerProof.Proven.class);
    }
  }

  @Test
  void theBundleOfAnEndedEpochVerifiesUnderTheTrustRootOfBeforeToo() {
    byte[] bundle = bundle(20, 2, 3, 4);
    assertThat(verify(FIRST, bundle)).isInstanceOf(LedgerProof.Proven.class);
    assertThat(verify(TRUST, bundle)).isInstanceOf(LedgerProof.Proven.class);
  }

  @Test
  void aQuorumOfOneEpochIsNoneOfAnother() {
    assertThat(link(bundle(21, 1, 2, 3))).as("three of five").isEqualTo(LedgerLink.QUORUM);
    assertThat(link(bundle(31, 1, 2, 3, 4))).as("one is gone").isEqualTo(LedgerLink.QUORUM);
    assertThat(link(bundle(20, 1, 2, 5, 6))).as("two came later").isEqualTo(LedgerLink.QUORUM);
  }

  /** Its key may be stolen by then: what it signs for a later size is as if it were not there. */
  @Test
  void whoIsGoneCountsForNoLaterSizeButForThoseOfItsTime() {
    assertThat(link(bundle(31, 1, 2, 3, 4))).isEqualTo(LedgerLink.QUORUM);
    assertThat(verify(TRUST, bundle(31, 1, 2, 3, 4, 5))).isInstanceOf(LedgerProof.Proven.class);
    assertThat(verify(TRUST, bundle(30, 1, 2, 3, 4))).isInstanceOf(LedgerProof.Proven.class);
  }

  @Test
  void anEpochBeginsAfterTheOneBeforeHasBegun() {
    assertThatThrownBy(() -> FIRST.withEpoch(0, members(1, 5))).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> TRUST.withEpoch(31, members(1, 5)))
        .isInstanceOf(FormatException.class);
    assertThat(TRUST.withEpoch(32, members(1, 5)).epochOf(31).orElseThrow().end()).hasValue(31);
    assertThat(TRUST.epochs()).extracting(TrustEpoch::threshold).containsExactly(3, 4, 4);
  }

  private byte[] bundle(int size, int... cosigners) {
    var log = new SampleLog();
    for (int i = 0; i < size; i++) {
      log.append(i == INDEX ? leaf : new byte[] {(byte) i});
    }
    String note = SeededConsortium.note(log.checkpoint(), 1_000, cosigners);
    var proof = new TlogProof(INDEX, log.inclusion(INDEX).path(), note);
    return new ProofBundle("a.b.c~", leaf, proof.format()).encode();
  }

  private static LedgerProof verify(TrustRoot trust, byte[] bundle) {
    ProofBundle read = ProofBundle.decode(bundle);
    return new LedgerProofVerifier(trust).verify(read.leaf(), read.proof());
  }

  private static LedgerLink link(byte[] bundle) {
    return ((LedgerProof.Broken) verify(TRUST, bundle)).link();
  }
}
