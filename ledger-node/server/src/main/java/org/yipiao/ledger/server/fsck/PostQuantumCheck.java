package org.yipiao.ledger.server.fsck;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CheckpointFault;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.SignatureType;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.log.TileLog;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;

/**
 * Checks what is kept for archives: of each validator its newest ML-DSA-44 cosignature, and the
 * newest checkpoint that a quorum of them signed. Another validator may have signed a root that is
 * not the log's: that is its lie, kept in its own place, and no damage.
 */
final class PostQuantumCheck {

  private static final String PREFIX = "post-quantum-";
  private static final String NOTE = PREFIX + "note";
  private static final Pattern MEMBER = Pattern.compile(PREFIX + "([1-9][0-9]{0,8})");

  /** Far more than a ledger has had validators. */
  private static final int MOST = 10_000;

  private final KeyValueStore store;
  private final TileLog executed;
  private final TrustRoot trust;
  private final Validators validators;
  private final Findings findings;

  PostQuantumCheck(
      KeyValueStore store,
      TileLog executed,
      TrustRoot trust,
      Validators validators,
      Findings findings) {
    this.store = store;
    this.executed = executed;
    this.trust = trust;
    this.validators = validators;
    this.findings = findings;
  }

  void run() {
    byte[] from = Keys.name(PREFIX);
    byte[] to = from.clone();
    to[to.length - 1]++;
    for (var entry : store.range(Family.META, from, to, MOST)) {
      String name = new String(entry.key(), StandardCharsets.ISO_8859_1);
      if (name.equals(NOTE)) {
        note(entry.value());
      } else {
        cosignature(name, entry.value());
      }
    }
  }

  private void cosignature(String name, byte[] value) {
    PostQuantumCosignature cosignature;
    try {
      cosignature = PostQuantumCosignature.decode(value);
    } catch (FormatException e) {
      findings.add(Finding.POST_QUANTUM_UNREADABLE, name + ": " + e.getMessage());
      return;
    }
    Matcher named = MEMBER.matcher(name);
    if (!named.matches() || Integer.parseInt(named.group(1)) != cosignature.member()) {
      findings.add(Finding.POST_QUANTUM_UNREADABLE, name + ": of another member");
    } else if (!validators.wasValid(cosignature)) {
      findings.add(Finding.POST_QUANTUM_SIGNATURE, name);
    } else if (self().orElse(0) == cosignature.member()
        && !isOfTheLog(cosignature.size(), cosignature.root())) {
      findings.add(Finding.POST_QUANTUM_ROOT, name);
    }
  }

  /** Whose store it is, by the records of what it has cosigned; a new one has none. */
  private OptionalInt self() {
    try {
      return store
          .atOrAfter(Family.COSIGNATURES, new byte[0])
          .map(entry -> OptionalInt.of(Cosignature.decode(entry.value()).member()))
          .orElseGet(OptionalInt::empty);
    } catch (FormatException e) {
      return OptionalInt.empty(); // found where the records are read
    }
  }

  private boolean isOfTheLog(long size, Digest root) {
    return size <= executed.size() && executed.root(size).equals(root);
  }

  private void note(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    SignedNote note;
    Checkpoint checkpoint;
    try {
      note = SignedNote.parse(text);
      checkpoint = Checkpoint.parse(note.text());
      if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value)) {
        throw new FormatException("not in UTF-8");
      }
    } catch (FormatException e) {
      findings.add(Finding.POST_QUANTUM_UNREADABLE, NOTE + ": " + e.getMessage());
      return;
    }
    if (!checkpoint.origin().equals(trust.origin())
        || checkpoint.size() < 1
        || !isOfTheLog(checkpoint.size(), checkpoint.root())) {
      findings.add(Finding.POST_QUANTUM_ROOT, NOTE + ": size " + checkpoint.size());
      return;
    }
    fault(note, checkpoint)
        .ifPresent(why -> findings.add(Finding.POST_QUANTUM_SIGNATURE, NOTE + ": " + why));
  }

  /**
   * It has a quorum by ML-DSA-44, and no line is bad. Of the other lines there may be few: a node
   * that has no key of the log writes none of its own.
   */
  private Optional<CheckpointFault> fault(SignedNote note, Checkpoint checkpoint) {
    var epoch = trust.epochOf(checkpoint.size());
    if (epoch.isEmpty()) {
      return Optional.of(CheckpointFault.EPOCH);
    }
    Set<String> quorum = new HashSet<>();
    for (NoteSignature line : note.signatures()) {
      var named = trust.logKeys().stream().filter(key -> key.names(line)).toList();
      if (!named.isEmpty()
          && named.stream().noneMatch(key -> LogSigner.verify(key, checkpoint, line))) {
        return Optional.of(CheckpointFault.LOG_SIGNATURE);
      }
      for (TrustEpoch.Member member : epoch.get().cosigners()) {
        if (member.vkey().names(line) && !verifies(member.vkey(), checkpoint, line)) {
          return Optional.of(CheckpointFault.COSIGNATURE);
        }
        if (member.vkey().names(line)
            && member.vkey().type() == SignatureType.POST_QUANTUM_COSIGNATURE) {
          quorum.add(member.name());
        }
      }
    }
    return quorum.size() < epoch.get().threshold()
        ? Optional.of(CheckpointFault.QUORUM)
        : Optional.empty();
  }

  private static boolean verifies(Vkey key, Checkpoint checkpoint, NoteSignature line) {
    return switch (key.type()) {
      case COSIGNATURE -> Cosigner.verify(key, checkpoint, line).isPresent();
      case POST_QUANTUM_COSIGNATURE ->
          PostQuantumCosigner.verify(key, checkpoint, line).isPresent();
      case LOG, NAMED -> true;
    };
  }
}
