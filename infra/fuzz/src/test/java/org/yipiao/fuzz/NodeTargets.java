package org.yipiao.fuzz;

import static org.yipiao.fuzz.Checks.canonical;
import static org.yipiao.fuzz.Checks.read;
import static org.yipiao.fuzz.Checks.require;
import static org.yipiao.fuzz.Checks.same;
import static org.yipiao.fuzz.Checks.stored;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.yipiao.ledger.client.ClientInputs;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.contract.state.map.MapInputs;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.ordering.hiero.EngineInputs;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.submission.QueuedTransaction;

/** What nodes and their clients take from one another. */
final class NodeTargets {

  private static final int KEY_BYTES = Integer.BYTES + TransactionId.LENGTH;
  private static final TransactionAuthority AUTHORITY = new TransactionAuthority(Samples.GENESIS);
  private static final byte[] SIGNED = Samples.transaction();
  private static final String SAME = "what is read has one spelling";

  private NodeTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "stored-block",
            List.of("StoredBlock.decode"),
            SAME,
            16_384,
            List.of(block()),
            input ->
                stored(() -> StoredBlock.decode(input))
                    .ifPresent(block -> same(block.encode(), input))),
        new FuzzTarget(
            "queued-round",
            List.of("QueuedRound.decode"),
            SAME,
            16_384,
            List.of(round()),
            input ->
                stored(() -> QueuedRound.decode(input))
                    .ifPresent(round -> same(round.encode(), input))),
        new FuzzTarget(
            "payload",
            List.of("Payload.decode", "Cosignature.decode", "PostQuantumCosignature.decode"),
            "no exception; " + SAME,
            16_384,
            payloads(),
            input -> Payload.decode(input).ifPresent(read -> same(read.encode(), input))),
        new FuzzTarget(
            "cosignature",
            List.of("Cosignature.decode"),
            SAME,
            512,
            List.of(cosignature().encode()),
            canonical(Cosignature::decode, Cosignature::encode)),
        new FuzzTarget(
            "engine-transaction",
            List.of("EngineTransaction.decode"),
            "no exception; a payload has one spelling",
            8_192,
            EngineInputs.samples(),
            EngineInputs::transaction),
        new FuzzTarget(
            "queued-transaction",
            List.of("QueuedTransaction.decode"),
            "refused or read whole; nothing is taken over but what its member signed",
            8_192,
            List.of(queued()),
            NodeTargets::queued),
        new FuzzTarget(
            "engine-head",
            List.of("Head.decode"),
            SAME,
            128,
            EngineInputs.heads(),
            EngineInputs::head),
        new FuzzTarget(
            "map-node",
            List.of("MapNode.decode"),
            "told as damage or read whole",
            256,
            MapInputs.samples(),
            MapInputs::node),
        new FuzzTarget(
            "ledger-head",
            List.of("LedgerHead.decode"),
            SAME,
            4_096,
            List.of(head()),
            canonical(LedgerHead::decode, LedgerHead::encode)),
        new FuzzTarget(
            "transaction-ref",
            List.of("TransactionRef.of"),
            "refused or read whole",
            8_192,
            List.of(Samples.transaction()),
            input ->
                read(() -> TransactionRef.of(input))
                    .ifPresent(ref -> require(ref.expiry() != null, "no expiry"))),
        new FuzzTarget(
            "node-answer",
            List.of("HttpLedgerClient.read"),
            "what cannot be read is no answer",
            8_192,
            ClientInputs.samples(),
            ClientInputs::answer),
        new FuzzTarget(
            "transaction-proof",
            List.of("LeafRangeProof.resolve", "ProofCheck.check"),
            "a node's proof holds or is refused with an IllegalArgumentException",
            8_192,
            ClientInputs.proofs(),
            ClientInputs::proof));
  }

  private static byte[] block() {
    var round = new StoredBlock.Round(3, 7, List.of(Samples.transaction()));
    return new StoredBlock(2, 9, Samples.digest(1), 3, Samples.digest(2), 7, List.of(round))
        .encode();
  }

  private static byte[] round() {
    return QueuedRound.decode(EngineInputs.round()).encode();
  }

  private static Cosignature cosignature() {
    return new Cosignature(2, 9, Samples.digest(1), new byte[72]);
  }

  private static List<byte[]> payloads() {
    return Stream.of(
            new Payload.Transaction(Samples.transaction()),
            new Payload.Cosigned(cosignature()),
            new Payload.PostQuantumCosigned(Samples.postQuantum()),
            new Payload.EpochChanged(EpochTargets.sample().encode()),
            new Payload.Question(7),
            new Payload.Answer(7, 2, null),
            new Payload.Answer(7, 2, cosignature()))
        .map(Payload::encode)
        .toList();
  }

  /** An entry of the submission queue, its key of 20 bytes first. */
  private static byte[] queued() {
    byte[] transaction = SIGNED;
    return ByteBuffer.allocate(KEY_BYTES + 1 + 2 * Long.BYTES + transaction.length)
        .putInt(SeededConsortium.HOSPITAL)
        .put(Samples.ID.bytes())
        .put((byte) 1)
        .putLong(1_767_225_600_000L)
        .putLong(1_767_229_200_000_000_000L)
        .put(transaction)
        .array();
  }

  private static void queued(byte[] entry) {
    if (entry.length >= KEY_BYTES) {
      byte[] key = Arrays.copyOf(entry, KEY_BYTES);
      byte[] value = Arrays.copyOfRange(entry, KEY_BYTES, entry.length);
      stored(() -> QueuedTransaction.decode(key, value))
          .ifPresent(read -> same(read.key().storeKey(), key));
      QueuedTransaction.verified(new KeyValueStore.Entry(key, value), AUTHORITY)
          .ifPresent(read -> same(read.bytes(), SIGNED));
    }
  }

  private static byte[] head() {
    var range = CompactRange.of(3, List.of(Samples.digest(1), Samples.digest(2)));
    return new LedgerHead(1, 2, 3, Samples.digest(4), Samples.digest(5), range).encode();
  }
}
