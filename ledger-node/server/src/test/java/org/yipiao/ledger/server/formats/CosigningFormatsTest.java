package org.yipiao.ledger.server.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.golden.Spelled;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.CosigningRule;
import org.yipiao.ledger.server.cosigning.FalseCosigning;
import org.yipiao.ledger.server.cosigning.OwnKeys;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;
import org.yipiao.ledger.server.cosigning.PostQuantumTally;
import org.yipiao.ledger.server.cosigning.SigningKeys;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.node.MemoryStore;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/** What a node keeps of cosignatures: its own, those it has seen, and of those who lie. */
class CosigningFormatsTest {

  private static final Genesis GENESIS = SeededConsortium.genesisWithPostQuantumKeys(1, 2, 3, 4);
  private static final long SIZE = 12;
  private static final long TIME = 1_767_225_601L;
  private static final int EVIDENCE_KEY = Integer.BYTES + Long.BYTES;

  private final MemoryStore store = new MemoryStore();

  private static Checkpoint checkpoint(int fill) {
    return new Checkpoint(SeededConsortium.ORIGIN, SIZE, StoredEntry.digest(fill));
  }

  static Cosignature cosignature(int member) {
    byte[] timed = SeededConsortium.cosigner(member).sign(checkpoint(3), TIME).signature();
    return new Cosignature(member, SIZE, StoredEntry.digest(3), timed);
  }

  static PostQuantumCosignature postQuantum(int member) {
    byte[] timed =
        SeededConsortium.postQuantumCosigner(member).sign(checkpoint(3), TIME).signature();
    return new PostQuantumCosignature(member, SIZE, StoredEntry.digest(3), timed);
  }

  static void spell(Spelled it, String prefix, int signatureBytes) {
    it.take(prefix + "version 1", prefix + "member 4", prefix + "size 8", prefix + "root 32")
        .take(prefix + "time_seconds", 8)
        .take(prefix + "signature", signatureBytes);
  }

  private void put(Family family, byte[] key, byte[] value) {
    store.write(new WriteSet().put(family, key, value), Durability.SYNCED);
  }

  @Test
  void itsOwnRecords() {
    put(Family.COSIGNATURES, Keys.of(SIZE), cosignature(1).encode());
    StoredEntry.check(
        "cosignatures",
        store,
        Family.COSIGNATURES,
        Keys.of(SIZE),
        it -> spell(it.take("key", 8), "value.", 64));
    assertThat(rule(StoredEntry.kept(Family.COSIGNATURES, "cosignatures")).lastSize())
        .isEqualTo(SIZE);
  }

  /** Earlier versions wrote it; today's read it. */
  @Test
  void theFloorOfEarlierVersions() {
    byte[] floor = ByteBuffer.allocate(16).putLong(40).putLong(TIME).array();
    put(Family.META, Keys.name("cosigning-floor"), floor);
    StoredEntry.check(
        "meta-cosigning-floor",
        store,
        Family.META,
        Keys.name("cosigning-floor"),
        it -> it.take("key 15", "value.size 8", "value.time_seconds 8"));
    assertThat(rule(StoredEntry.kept(Family.META, "meta-cosigning-floor")).signsAbove())
        .isEqualTo(40);
  }

  @Test
  void whatItHasSeenOfOthers() {
    put(Family.META, Keys.name("seen-2"), cosignature(2).encode());
    StoredEntry.check(
        "meta-seen",
        store,
        Family.META,
        Keys.name("seen-2"),
        it -> spell(it.take("key", 6), "value.", 64));
    var read = tally(StoredEntry.kept(Family.META, "meta-seen")).lastSeen(2).orElseThrow();
    assertThat(read.encode()).isEqualTo(cosignature(2).encode());
    assertThat(new Validators(GENESIS).valid(read)).isTrue();
  }

  @Test
  void whatItKeepsForArchives() {
    put(Family.META, Keys.name("post-quantum-2"), postQuantum(2).encode());
    StoredEntry.check(
        "meta-post-quantum",
        store,
        Family.META,
        Keys.name("post-quantum-2"),
        it -> spell(it.take("key", 14), "value.", 2_420));
    List<NoteSignature> lines =
        List.of(
            SeededConsortium.logSigner(1).sign(checkpoint(3)),
            SeededConsortium.postQuantumCosigner(1).sign(checkpoint(3), TIME),
            SeededConsortium.postQuantumCosigner(2).sign(checkpoint(3), TIME),
            SeededConsortium.postQuantumCosigner(4).sign(checkpoint(3), TIME));
    String note = new SignedNote(checkpoint(3).body(), lines).format();
    put(Family.META, Keys.name("post-quantum-note"), note.getBytes(StandardCharsets.UTF_8));
    StoredEntry.check(
        "meta-post-quantum-note",
        store,
        Family.META,
        Keys.name("post-quantum-note"),
        it -> it.take("key", 17).text("value"));
    var kept = StoredEntry.kept(Family.META, "meta-post-quantum", "meta-post-quantum-note");
    var falsehoods =
        new FalseCosigning(chain(kept), validators(), Lies.ofNobody(), new EvidenceStore(kept));
    var read = new PostQuantumTally(chain(kept), validators(), keys(), falsehoods);
    assertThat(read.newest(2).orElseThrow().encode()).isEqualTo(postQuantum(2).encode());
    assertThat(read.note()).contains(note);
    assertThat(read.completeSize()).isEqualTo(SIZE);
  }

  @Test
  void whatProvesALie() {
    var accused =
        new SignedNote(
            checkpoint(9).body(), List.of(SeededConsortium.cosigner(2).sign(checkpoint(9), TIME)));
    var other =
        new SignedNote(
            checkpoint(3).body(), List.of(SeededConsortium.cosigner(2).sign(checkpoint(3), TIME)));
    var evidence = new CosigningEvidence(accused, other);
    new EvidenceStore(store).keep(2, SIZE, evidence);
    byte[] key = ByteBuffer.allocate(EVIDENCE_KEY).putInt(2).putLong(SIZE).array();
    StoredEntry.check(
        "evidence",
        store,
        Family.EVIDENCE,
        key,
        it -> it.take("key.member 4", "key.size 8").text("value"));
    var pieces = new EvidenceStore(StoredEntry.kept(Family.EVIDENCE, "evidence")).from(0, 0, 9);
    assertThat(pieces).containsExactly(new EvidenceStore.Piece(2, SIZE, evidence.format()));
    assertThat(CosigningEvidence.parse(pieces.getFirst().text())).isEqualTo(evidence);
  }

  /** The next block to be published. */
  @Test
  void howFarItHasPublished() {
    put(Family.META, Keys.name("published"), Keys.of(4));
    StoredEntry.check(
        "meta-published",
        store,
        Family.META,
        Keys.name("published"),
        it -> it.take("key 9", "value.height 8"));
    assertThat(Keys.number(StoredEntry.value("meta-published"))).isEqualTo(4);
  }

  private static Chain chain(KeyValueStore kept) {
    return new Chain(kept, GENESIS.ledgerId());
  }

  private static Validators validators() {
    return new Validators(GENESIS);
  }

  private static CosigningRule rule(KeyValueStore kept) {
    var chain = chain(kept);
    return new CosigningRule(
        chain, validators(), keys(), InstantSource.system(), new Divergence(chain), _ -> {});
  }

  private static CosignatureTally tally(KeyValueStore kept) {
    var chain = chain(kept);
    var falsehoods =
        new FalseCosigning(chain, validators(), Lies.ofNobody(), new EvidenceStore(kept));
    return new CosignatureTally(
        chain,
        validators(),
        keys(),
        new Divergence(chain),
        falsehoods,
        InstantSource.system(),
        _ -> {});
  }

  private static OwnKeys keys() {
    return new OwnKeys(
        validators(),
        1,
        new SigningKeys() {
          @Override
          public Optional<LogSigner> log(Vkey named) {
            return Optional.empty();
          }

          @Override
          public Optional<Cosigner> cosigner(Vkey named) {
            return Optional.empty();
          }

          @Override
          public Optional<PostQuantumCosigner> postQuantum(Vkey named) {
            return Optional.empty();
          }
        });
  }
}
