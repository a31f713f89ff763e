package org.yipiao.bench.ledger;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.client.proof.LeafRangeProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A ledger of issued invoices with its checkpoint, cosigned by four members of whom three count.
 */
final class ForeignLedger {

  private static final int MEMBERS = 4;
  private static final int QUORUM = 3;
  private static final int SEED_BYTES = 32;
  private static final String ORIGIN = "bench.invalid/foreign";
  private static final long FIRST = 110_601_260_000_000_001L;

  private final int size;
  private final List<byte[]> leaves = new ArrayList<>();
  private final Map<Subtree, Digest> subtrees = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final TrustRoot trust;
  private final String note;

  private record Subtree(int level, long index) {}

  /** Leaves side by side with the proof of all of them, and the checkpoint that it leads to. */
  record Message(List<byte[]> leaves, LeafRangeProof proof, String checkpoint) {}

  /**
   * @param size how many leaves, a power of two
   */
  ForeignLedger(int size) {
    this.size = size;
    var range = CompactRange.empty();
    for (int i = 0; i < size; i++) {
      byte[] leaf = leaf(i);
      leaves.add(leaf);
      range =
          range.append(
              MerkleTree.leafHash(leaf),
              (level, index, hash) -> subtrees.put(new Subtree(level, index), hash));
    }
    List<NoteSignature> lines = new ArrayList<>();
    List<Vkey> logs = new ArrayList<>();
    List<TrustEpoch.Member> members = new ArrayList<>();
    var checkpoint = new Checkpoint(ORIGIN, size, range.root());
    for (int i = 0; i < MEMBERS; i++) {
      byte[] seed = new byte[SEED_BYTES];
      random.nextBytes(seed);
      byte[] key = Ed25519Keys.publicKeyFromSeed(seed);
      var signer = Ed25519Keys.signerFromSeed(seed);
      var cosigner = new Cosigner(Vkey.cosigner(ORIGIN + "/" + i, key), signer);
      members.add(new TrustEpoch.Member("member-" + i, cosigner.vkey()));
      if (i == 0) {
        var log = new LogSigner(Vkey.log(ORIGIN, key), signer);
        logs.add(log.vkey());
        lines.add(log.sign(checkpoint));
      }
      if (i < QUORUM) {
        lines.add(cosigner.sign(checkpoint, Instant.now().getEpochSecond()));
      }
    }
    this.trust =
        new TrustRoot(ORIGIN, logs, List.of(new TrustEpoch(0, null, QUORUM, members)), List.of());
    this.note = new SignedNote(checkpoint.body(), lines).format();
  }

  TrustRoot trust() {
    return trust;
  }

  /** So many leaves from anywhere. */
  Message message(int count) {
    int first = random.nextInt(size - count);
    return new Message(
        List.copyOf(leaves.subList(first, first + count)),
        LeafRangeProof.make(
            size,
            first,
            count,
            // All ranges that are asked for are complete subtrees of a tree of this size.
            (from, to) -> {
              int level = Long.numberOfTrailingZeros(to - from);
              Digest hash = subtrees.get(new Subtree(level, from >>> level));
              if (hash == null) {
                throw new IllegalStateException("no subtree of " + from + " to " + to);
              }
              return hash;
            }),
        note);
  }

  byte[] leafAt(int index) {
    return leaves.get(index);
  }

  static IssueInvoice operation(int index) {
    return new IssueInvoice(
        FIRST + index,
        Digest.sha256(ByteBuffer.allocate(Integer.BYTES).putInt(index).array()),
        59_500,
        126_000);
  }

  private byte[] leaf(int index) {
    var operation = operation(index);
    return new LeafV1(
            operation.type().number(),
            Member.HOSPITAL,
            1,
            TransactionId.random(random),
            index % 300,
            1_700_000_000_000_000_000L + index,
            operation.encode(),
            0,
            new byte[0])
        .encode();
  }
}
