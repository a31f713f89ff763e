package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Keys are named by ids of 32 bits, for which a fitting key can be sought in an hour. Once a member
 * had two of one id, no node could say any more which keys it has, and all would stop.
 */
class TwinKeysTest {

  private static final Operation EVIDENCE =
      AnchorEvidence.of(Digest.sha256(new byte[] {1}), EvidenceKind.ARCHIVE);

  private final SimulatedLedger ledger = new SimulatedLedger(genesis());
  private final AgreedChanges changes = new AgreedChanges(ledger, 1, 2, 4);

  /** The validator 3 has a second key. */
  private static Genesis genesis() {
    var plain = SeededConsortium.genesis(2);
    return new Genesis(
        plain.origin(),
        plain.time(),
        plain.suite(),
        plain.contractVersion(),
        plain.limits(),
        plain.members().stream()
            .map(member ->
                member.number().value() == 3
                    ? member.withTransactionKeys(
                        List.of(
                            SeededConsortium.transactionKey(3).getPublic(),
                            SeededConsortium.transactionKey(SeededConsortium.TWIN).getPublic()))
                    : member)
            .toList());
  }

  @Test
  void aKeyWithTheIdOfOneThatStaysIsRefusedAndTheLedgerGoesOn() {
    KeyPair twin = SeededConsortium.transactionKey(SeededConsortium.TWIN);
    KeyPair other = SeededConsortium.transactionKey(SeededConsortium.OTHER_TWIN);
    assertThat(rotate(3, SeededConsortium.transactionKey(3), other)).isEqualTo(Outcome.KEY_USED);
    assertThat(ledger.submitOne(3, EVIDENCE).outcome()).isEqualTo(Outcome.APPLIED);

    assertThat(rotate(3, twin, other)).as("in its place").isEqualTo(Outcome.APPLIED);
    assertThat(rotate(6, SeededConsortium.transactionKey(6), SeededConsortium.transactionKey(76)))
        .isEqualTo(Outcome.APPLIED);
    assertThat(ledger.submitOne(3, EVIDENCE).outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void aLogKeyWithTheIdOfAnothersIsRefused() {
    Vkey twin = SeededConsortium.logSigner(SeededConsortium.TWIN_LOG).vkey();
    Vkey other = SeededConsortium.logSigner(SeededConsortium.OTHER_TWIN_LOG).vkey();
    assertThat(rotate(2, SeededConsortium.logSigner(2).vkey(), twin)).isEqualTo(Outcome.APPLIED);
    ledger.submitOne(2, EVIDENCE);
    assertThat(rotate(4, SeededConsortium.logSigner(4).vkey(), other)).isEqualTo(Outcome.KEY_USED);
    assertThat(rotate(2, twin, other)).as("in its place").isEqualTo(Outcome.APPLIED);
  }

  private Outcome rotate(int member, KeyPair from, KeyPair to) {
    return outcome(RotateKey.Change.transactionKey(member, from.getPublic(), to.getPublic()));
  }

  private Outcome rotate(int member, Vkey from, Vkey to) {
    return outcome(
        new RotateKey.Change(
            member, KeyPurpose.LOG.number(), Digest.sha256(bytes(from)), bytes(to)));
  }

  private static byte[] bytes(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }

  private Outcome outcome(RotateKey.Change change) {
    return ledger.submitOne(1, changes.rotation(change)).outcome();
  }
}
