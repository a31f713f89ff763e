package org.yipiao.ledger.server.fsck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.ordering.RosterMember;
import org.yipiao.ledger.server.ordering.hiero.EngineFolder;
import org.yipiao.ledger.server.ordering.hiero.EventLog;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.ledger.server.ordering.hiero.StateFiles;
import org.yipiao.ledger.server.store.RocksKeyValueStore;

/**
 * Checks the folder of an engine that does not run: every event of its log against its signature
 * and, the engine's own, against the one before, and every saved state by the hash of its records.
 * Nothing in it is changed.
 *
 * <p>What a crash leaves as well is not judged: the end of a file that is cut off, and what is left
 * of a state that was being deleted. Nor is what the engine only writes for people, such as its
 * settings.
 */
public final class EngineCheck {

  /**
   * An engine deletes a state once it has newer ones that it keeps, the last of which may have been
   * put aside since: it was never agreed.
   */
  private static final int NEWER_WHEN_DELETED = 2;

  private final Path scratch;
  private final EngineFolder folder;
  private final Findings findings;
  private final List<String> notJudged = new ArrayList<>();

  /** Those that are whole, the newest first, copied. */
  private final List<SavedState> states = new ArrayList<>();

  private EngineCheck(Path engine, int member, Path scratch, Findings findings) {
    this.scratch = scratch;
    this.findings = findings;
    this.folder = new EngineFolder(engine, member, new StateFiles(scratch, member));
  }

  /**
   * What was found.
   *
   * @param seen a sentence of what was looked at, and what cannot be judged
   */
  public record Result(Findings findings, String seen) {}

  /**
   * Checks the engine's folder of a node.
   *
   * @param directory the node's
   * @param scratch an empty folder
   * @throws IOException when a file cannot be read
   */
  public static Result of(Path directory, Genesis genesis, Path scratch) throws IOException {
    var findings = new Findings();
    Path engine = directory.resolve("engine");
    if (!Files.isDirectory(engine)) {
      return new Result(findings, "not judged: there is no engine's folder");
    }
    List<Integer> members = EngineFolder.members(engine);
    if (members.size() != 1) {
      return new Result(
          findings, "not judged: the engine has saved no state yet, or is of several members");
    }
    var check = new EngineCheck(engine, members.getFirst(), scratch, findings);
    return check.run(directory.resolve("store"), genesis);
  }

  private Result run(Path store, Genesis genesis) throws IOException {
    for (Path state : folder.states()) {
      judge(state);
    }
    EventLog.Signatures signatures = signatures(validators(store, genesis));
    long newest = states.stream().mapToLong(SavedState::round).max().orElse(-1);
    EventLog.Content content = folder.events(EventLog.Reach.ALL, signatures, newest);
    content.faults().forEach(fault -> findings.add(Finding.ENGINE_EVENTS, fault.toString()));
    if (content.files() == 0) {
      notJudged.add("there is no event log");
    }
    if (!content.cutOff().isEmpty()) {
      notJudged.add(String.join(", ", content.cutOff()) + " ends as a crash leaves it");
    }
    String seen =
        "%d events in %d files, %d saved states"
            .formatted(content.events(), content.files(), states.size());
    return new Result(
        findings,
        notJudged.isEmpty() ? seen : seen + "; not judged: " + String.join("; ", notJudged));
  }

  private void judge(Path state) throws IOException {
    // Whoever opens a state links to its files: that needs a folder on the same disk.
    Path copy = copied(state);
    String round = String.valueOf(state.getFileName());
    SavedState saved = SavedState.ofItsName(copy).orElse(null);
    Optional<String> fault =
        saved == null ? Optional.of(round + ": not what its metadata says") : folder.fault(saved);
    if (saved != null && fault.isEmpty()) {
      states.add(saved);
    } else if (states.size() >= NEWER_WHEN_DELETED) {
      notJudged.add(
          "the state of round %s is left as by a crash while deleting it".formatted(round));
    } else {
      fault.ifPresent(why -> findings.add(Finding.ENGINE_STATE, why));
    }
  }

  private Path copied(Path state) throws IOException {
    Path copies = Files.createDirectories(scratch.resolve("states"));
    Path copy = copies.resolve(String.valueOf(state.getFileName()));
    List<Path> files;
    try (Stream<Path> found = Files.walk(state)) {
      files = found.toList();
    }
    for (Path file : files) {
      Files.copy(file, copy.resolve(state.relativize(file).toString()));
    }
    return copy;
  }

  private EventLog.Signatures signatures(List<RosterMember> known) throws IOException {
    if (known.isEmpty()) {
      notJudged.add("signatures, for the store names no keys");
      return (_, _, _) -> true;
    }
    Optional<EventLog.Signatures> signatures = folder.signatures(known, states);
    if (signatures.isEmpty()) {
      notJudged.add("signatures, for the store is behind the engine");
    }
    return signatures.orElse((_, _, _) -> true);
  }

  /** All that ever were, by each of their keys; none where the store cannot tell. */
  private static List<RosterMember> validators(Path store, Genesis genesis) {
    try (var opened = RocksKeyValueStore.openToRead(store)) {
      var epochs = new Validators(genesis, new LedgerRows(new StoredRows(opened))).epochs();
      return epochs.stream()
          .flatMap(epoch -> epoch.roster().validators().stream())
          .map(
              entry -> new RosterMember(entry.member(), entry.validator().engineCertificateBytes()))
          .toList();
    } catch (RuntimeException e) {
      return List.of(); // its own check says so
    }
  }
}
