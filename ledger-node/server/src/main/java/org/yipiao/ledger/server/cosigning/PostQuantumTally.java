package org.yipiao.ledger.server.cosigning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Collects the validators' ML-DSA-44 cosignatures and keeps the newest checkpoint that a quorum of
 * them has signed, for archives. Of each validator the newest cosignature alone is kept, on the
 * disk: one that lies fills its own place and no other. What is final here decides which root
 * counts; a cosignature of another root counts for nothing. Whoever signs two roots of its newest
 * size, or another than the final one, is named. Nothing in the ledger waits for these.
 *
 * <p>Entries of {@link Family#META}: {@code post-quantum-<member>} and {@code post-quantum-note}.
 */
public final class PostQuantumTally {

  private static final String NEWEST = "post-quantum-";
  private static final byte[] NOTE = Keys.name("post-quantum-note");

  private final Chain chain;
  private final Validators validators;
  private final OwnKeys keys;
  private final FalseCosigning falsehoods;
  private final Map<Integer, PostQuantumCosignature> newest = new TreeMap<>();
  private final Map<Integer, Long> accusedAt = new TreeMap<>();
  private volatile @Nullable Complete complete;

  /** A checkpoint with a quorum's lines. */
  private record Complete(long size, List<NoteSignature> lines, String note) {}

  public PostQuantumTally(
      Chain chain, Validators validators, OwnKeys keys, FalseCosigning falsehoods) {
    this.chain = chain;
    this.validators = validators;
    this.keys = keys;
    this.falsehoods = falsehoods;
    for (int member : validators.names().keySet()) {
      byte[] stored = chain.store().get(Family.META, Keys.name(NEWEST + member));
      if (stored != null) {
        newest.put(member, PostQuantumCosignature.decode(stored));
      }
    }
    byte[] note = chain.store().get(Family.META, NOTE);
    if (note != null) {
      this.complete = complete(new String(note, StandardCharsets.UTF_8));
    }
  }

  private Complete complete(String note) {
    var signed = SignedNote.parse(note);
    long size = Checkpoint.parse(signed.text()).size();
    var named = validators.postQuantumKeys(size).values();
    return new Complete(
        size,
        signed.signatures().stream()
            .filter(line -> named.stream().anyMatch(key -> key.names(line)))
            .toList(),
        note);
  }

  /** The newest checkpoint with a quorum's ML-DSA-44 lines; empty before the first. */
  public Optional<String> note() {
    return Optional.ofNullable(complete).map(Complete::note);
  }

  /** Its size, 0 before the first. */
  public long completeSize() {
    var now = complete;
    return now == null ? 0 : now.size();
  }

  /** A final checkpoint's note, with the post-quantum lines where they are of the same size. */
  public String noteOf(FinalCheckpoint checkpoint) {
    var now = complete;
    return now != null && now.size() == checkpoint.size() ? now.note() : checkpoint.note();
  }

  /** The newest cosignature of a member. */
  public synchronized Optional<PostQuantumCosignature> newest(int member) {
    return Optional.ofNullable(newest.get(member));
  }

  /** Whether nothing new is said: what is known of its member is above it, or the same. */
  public synchronized boolean known(PostQuantumCosignature cosignature) {
    return notAbove(cosignature) && !contradicts(cosignature);
  }

  private boolean notAbove(PostQuantumCosignature cosignature) {
    var before = newest.get(cosignature.member());
    return before != null && before.size() >= cosignature.size();
  }

  /** Whether it is of the newest size of its member and of another root. */
  private boolean contradicts(PostQuantumCosignature cosignature) {
    var before = newest.get(cosignature.member());
    return before != null
        && before.size() == cosignature.size()
        && !before.root().equals(cosignature.root());
  }

  /**
   * Takes a cosignature from anywhere; a forged one has no effect.
   *
   * @return whether it is of the member it names
   */
  public boolean accept(PostQuantumCosignature cosignature) {
    if (known(cosignature)) {
      return true;
    }
    if (!valid(cosignature)) {
      return false;
    }
    accuse(cosignature);
    keep(cosignature, Durability.WRITTEN);
    evaluate();
    return true;
  }

  private synchronized void accuse(PostQuantumCosignature cosignature) {
    var before = newest.get(cosignature.member());
    if (before != null
        && contradicts(cosignature)
        && valid(before)) { // an epoch with another key may have begun since
      falsehoods.twice(before, cosignature);
    }
  }

  /** Puts a cosignature on the disk; what is there of the same member must be smaller. */
  synchronized void keep(PostQuantumCosignature cosignature, Durability durability) {
    if (notAbove(cosignature)) {
      return;
    }
    chain
        .store()
        .write(
            new WriteSet()
                .put(Family.META, Keys.name(NEWEST + cosignature.member()), cosignature.encode()),
            durability);
    newest.put(cosignature.member(), cosignature);
  }

  private boolean valid(PostQuantumCosignature cosignature) {
    var key = validators.postQuantumKeys(cosignature.size()).get(cosignature.member());
    return key != null
        && PostQuantumCosigner.verify(key, checkpoint(cosignature), cosignature.line(key))
            .isPresent();
  }

  private Checkpoint checkpoint(PostQuantumCosignature cosignature) {
    return new Checkpoint(validators.origin(), cosignature.size(), cosignature.root());
  }

  /** To be called when something has become final as well: only then the right root is known. */
  public synchronized void evaluate() {
    if (nothingNew()) {
      return;
    }
    Map<Long, List<PostQuantumCosignature>> bySize =
        newest.values().stream()
            .filter(this::ofFinalRoot)
            .filter(this::valid) // an epoch with another key may have begun since
            .collect(
                Collectors.groupingBy(
                    PostQuantumCosignature::size, TreeMap::new, Collectors.toList()));
    bySize.entrySet().stream()
        .filter(entry -> entry.getValue().size() >= validators.quorum(entry.getKey()))
        .max(Map.Entry.comparingByKey())
        .ifPresent(entry -> complete(entry.getKey(), entry.getValue()));
  }

  private boolean nothingNew() {
    var now = complete;
    if (now == null) {
      return newest.size() < validators.present().roster().quorum();
    }
    var rest = newest.values().stream().filter(one -> one.size() >= now.size()).toList();
    return rest.size() == now.lines().size()
        && rest.stream().allMatch(one -> one.size() == now.size());
  }

  private boolean ofFinalRoot(PostQuantumCosignature cosignature) {
    if (cosignature.size() < completeSize() || cosignature.size() > chain.finalSize()) {
      return false;
    }
    boolean same = chain.log().root(cosignature.size()).equals(cosignature.root());
    Long accused = cosignature.size();
    if (!same && !accused.equals(accusedAt.put(cosignature.member(), accused))) {
      falsehoods.besideFinal(cosignature);
    }
    return same;
  }

  private void complete(long size, List<PostQuantumCosignature> quorum) {
    var before = complete;
    if (before != null && before.size() == size && before.lines().size() >= quorum.size()) {
      return;
    }
    var named = validators.postQuantumKeys(size);
    List<NoteSignature> lines =
        quorum.stream()
            .sorted(Comparator.comparingInt(PostQuantumCosignature::member))
            .flatMap(one -> Optional.ofNullable(named.get(one.member())).map(one::line).stream())
            .toList();
    var checkpoint = checkpoint(quorum.getFirst());
    List<NoteSignature> all = new ArrayList<>(classical(checkpoint));
    all.addAll(lines);
    String note = new SignedNote(checkpoint.body(), all).format();
    chain
        .store()
        .write(
            new WriteSet().put(Family.META, NOTE, note.getBytes(StandardCharsets.UTF_8)),
            Durability.WRITTEN);
    complete = new Complete(size, lines, note);
  }

  /** The lines that made that size final, or the log's alone when a larger one made it so. */
  private List<NoteSignature> classical(Checkpoint checkpoint) {
    Function<FinalCheckpoint, List<NoteSignature>> lines =
        found -> SignedNote.parse(found.note()).signatures();
    return chain
        .checkpointCovering(checkpoint.size())
        .filter(found -> found.size() == checkpoint.size())
        .map(lines)
        .orElseGet(
            () -> keys.log(checkpoint.size()).map(log -> log.sign(checkpoint)).stream().toList());
  }
}
