package org.yipiao.ledger.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;

/** Who validates from which size on, and what proves it. */
class EpochFormatsTest {

  @Test
  void aValidator() {
    var validator = SeededEpochs.second().roster().validators().getFirst().validator();
    Fixture.check(
        "validator",
        "A validator with a key for archives.",
        validator.encode(),
        fields -> validator(fields, ""),
        bytes -> GenesisValidator.decode(bytes).encode());
    assertThat(GenesisValidator.decode(Fixture.bytes("validator"))).isEqualTo(validator);
  }

  private static void validator(Spelled fields, String prefix) {
    String[] names = {
      "log_key", "cosigning_key", "engine_certificate", "gossip_host", "gossip_port"
    };
    IntStream.range(0, names.length).forEach(i -> fields.field(i + 1, prefix + names[i]));
    if (fields.hasNext(6)) {
      fields.field(6, prefix + "post_quantum_key");
    }
  }

  @Test
  void anEpoch() {
    Fixture.check(
        "epoch",
        "The second epoch of a ledger, with four validators.",
        SeededEpochs.second().encode(),
        EpochFormatsTest::epoch,
        bytes -> Epoch.decode(bytes).encode());
    assertThat(Epoch.decode(Fixture.bytes("epoch"))).isEqualTo(SeededEpochs.second());
  }

  private static void epoch(Spelled fields) {
    fields.field(1, "from_size").open(2, "roster").field(1, "roster.epoch");
    for (int i = 1; i <= 4; i++) {
      String prefix = "validator." + i + ".";
      fields
          .open(2, prefix + "entry")
          .field(1, prefix + "member")
          .field(2, prefix + "name")
          .open(3, prefix + "validator");
      validator(fields, prefix);
    }
  }

  @Test
  void aChangeOfEpochThatAQuorumOfTheOneBeforeProves() {
    Fixture.check(
        "epoch-change",
        "What proves the second epoch to whoever knows the first.",
        SeededEpochs.change().encode(),
        fields -> {
          fields.open(1, "epoch");
          epoch(fields);
          fields.field(2, "header_leaf").open(3, "proof").text("proof");
        },
        bytes -> EpochChange.decode(bytes).encode());
    assertThat(
            EpochChange.decode(Fixture.bytes("epoch-change"))
                .after(Epoch.first(SeededEpochs.GENESIS), SeededConsortium.ORIGIN))
        .contains(SeededEpochs.second());
  }

  @Test
  void digestsOfRosters() {
    byte[] digests = new byte[64];
    System.arraycopy(Epoch.first(SeededEpochs.GENESIS).digest().bytes(), 0, digests, 0, 32);
    System.arraycopy(SeededEpochs.second().digest().bytes(), 0, digests, 32, 32);
    Fixture.check(
        "roster-digests",
        "What block headers have of the first epoch and of that of fixture epoch.",
        digests,
        fields -> fields.take("first 32", "second 32"),
        bytes -> bytes);
    assertThat(Epoch.decode(Fixture.bytes("epoch")).digest().bytes())
        .isEqualTo(Fixture.bytes("roster-digests", "second"));
  }
}
