package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.ordering.LinesOf;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/** A node says that it holds the state of a stop by the key that those who stopped know, or not. */
class StopSignerTest {

  private static final EngineKeys KEYS = Trial.KEYS;
  private static final EngineStop STOP = Trial.STOP;
  private static final Roster BEFORE = Trial.EPOCHS.getFirst().roster();

  private final List<EngineIdentity> identities = new ArrayList<>();
  private final StopSigner signer =
      new StopSigner(SeededConsortium.ORIGIN, 2, () -> List.copyOf(identities));

  @Test
  void signsByTheKeyThatIsKnownWhereverItStandsBesideTheOthers() {
    identities.addAll(List.of(KEYS.of(5), KEYS.of(2)));
    StopProof both = signer.sign(KEYS.proof(STOP, 1), BEFORE);
    assertThat(both.valid(SeededConsortium.ORIGIN, BEFORE).signatures()).containsOnlyKeys(1, 2);
  }

  @Test
  void signsByNoOtherKeyAndNamesOnceTheOneThatIsMissing() {
    identities.add(KEYS.of(5));
    try (var lines = new LinesOf(StopSigner.class)) {
      assertThat(signer.sign(StopProof.unsigned(STOP), BEFORE).signatures()).isEmpty();
      assertThat(signer.sign(KEYS.proof(STOP, 1), BEFORE).signatures()).containsOnlyKeys(1);
      assertThat(lines.lines())
          .singleElement()
          .asString()
          .startsWith("member 2 cannot sign")
          .endsWith(Digest.sha256(KEYS.of(2).certificateDer()).toString());
    }
    identities.add(KEYS.of(2));
    StopProof later = signer.sign(KEYS.proof(STOP, 1), BEFORE);
    assertThat(later.signatures()).as("once it is here").containsOnlyKeys(1, 2);
  }

  @Test
  void whoDidNotStopSignsNothingAndMissesNoKey() {
    var fifth = new StopSigner(SeededConsortium.ORIGIN, 5, () -> List.of(KEYS.of(5)));
    try (var lines = new LinesOf(StopSigner.class)) {
      assertThat(fifth.sign(StopProof.unsigned(STOP), BEFORE).signatures()).isEmpty();
      assertThat(lines.lines()).isEmpty();
    }
  }
}
