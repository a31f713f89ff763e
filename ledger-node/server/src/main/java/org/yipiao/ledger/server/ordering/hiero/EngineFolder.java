package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hiero.base.crypto.CryptoUtils;
import org.yipiao.ledger.server.ordering.RosterMember;

/**
 * An engine's folder, looked at while no engine runs in it: its event log, and the states that it
 * has saved. What else lies there is made anew or is for people.
 */
public final class EngineFolder {

  /** The engine's log has the events of so many rounds before the one that is decided last. */
  private static final int ROUNDS_BEFORE = 26;

  private final Path engine;
  private final int member;
  private final StateFiles files;

  /**
   * @param engine the folder
   * @param member whose engine it is
   * @param files with which states are opened
   */
  public EngineFolder(Path engine, int member, StateFiles files) {
    this.engine = engine;
    this.member = member;
    this.files = files;
  }

  /** The members whose engines have ever saved something in a folder: one, as a rule. */
  public static List<Integer> members(Path engine) throws IOException {
    Path folder = engine.resolve("saved").resolve(EngineAssembly.APPLICATION);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .map(SavedState::name)
          .filter(name -> name.matches("[0-9]{1,9}"))
          .map(Integer::valueOf)
          .sorted()
          .toList();
    }
  }

  /** What has the name of a saved state, the newest first, whether or not it can be read. */
  public List<Path> states() throws IOException {
    return SavedState.named(engine, member);
  }

  /**
   * What is wrong with a saved state: its records are not there, or lead to another hash.
   *
   * @throws IOException when the system or the disk does not let it be looked at, which says
   *     nothing of the state
   */
  public Optional<String> fault(SavedState saved) throws IOException {
    return files.fault(saved);
  }

  /**
   * Reads the newest files of the event log. A newest file without an event may be a crash's, but
   * not where a state was saved since the one before it: then it had what led there.
   *
   * @param state round of the newest saved state; −1 without any
   * @throws IOException when a file cannot be read
   */
  public EventLog.Content events(EventLog.Reach reach, EventLog.Signatures signatures, long state)
      throws IOException {
    return withWhatLedTo(state, EventLog.read(engine, member, reach, signatures));
  }

  /**
   * The same of a member's engine, without judging signatures. What is named as a saved state is
   * taken for one.
   *
   * @throws IOException when a file cannot be read
   */
  public static EventLog.Content newestEvents(Path engine, int member, EventLog.Reach reach)
      throws IOException {
    List<Path> saved = SavedState.named(engine, member);
    long state = saved.isEmpty() ? -1 : Long.parseLong(SavedState.name(saved.getFirst()));
    return withWhatLedTo(state, EventLog.read(engine, member, reach, (_, _, _) -> true));
  }

  private static EventLog.Content withWhatLedTo(long state, EventLog.Content content) {
    if (!content.nothingNew() || reaches(content, state)) {
      return content;
    }
    return content.with(
        new EventLog.Fault(
            "preconsensus-events",
            "the events that led to the saved state of round %d are missing, the last one is of round %d"
                .formatted(state, content.round())));
  }

  /**
   * By the keys that these members have or had; empty where a saved state knows others, so that
   * signatures cannot be judged.
   *
   * @param members all that ever were validators, each as often as it had a key
   * @param states that are whole
   * @throws IOException when a state or a certificate cannot be read
   */
  public Optional<EventLog.Signatures> signatures(
      List<RosterMember> members, List<SavedState> states) throws IOException {
    for (SavedState state : states) {
      for (RosterMember one : files.validators(state)) {
        if (members.stream().noneMatch(other -> same(one, other))) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(signatures(members));
  }

  private static boolean same(RosterMember one, RosterMember other) {
    return one.member() == other.member()
        && Arrays.equals(one.certificateDer(), other.certificateDer());
  }

  private static EventLog.Signatures signatures(List<RosterMember> members) throws IOException {
    Map<Long, Set<PublicKey>> keys = new HashMap<>();
    for (RosterMember one : members) {
      try {
        keys.computeIfAbsent((long) one.member(), _ -> new HashSet<>())
            .add(CryptoUtils.decodeCertificate(one.certificateDer()).getPublicKey());
      } catch (RuntimeException e) {
        throw new IOException(
            "the certificate of member %d cannot be read".formatted(one.member()), e);
      }
    }
    return (creator, hash, signature) ->
        keys.getOrDefault(creator, Set.of()).stream()
            .anyMatch(
                key -> CryptoUtils.verifySignature(Bytes.wrap(hash), Bytes.wrap(signature), key));
  }

  /** A state that was taken over from another is followed by events, and not led to. */
  private static boolean reaches(EventLog.Content content, long round) {
    return content.round() >= round - ROUNDS_BEFORE || content.origin() >= round;
  }
}
