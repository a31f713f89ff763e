package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states that a member's engine has saved, as the disk has them: whole and forced, or not. */
record StatesOnDisk(
    Path directory, int member, SavedStateWatch.Look look, SavedStateWatch.Forcing forcing) {

  private static final Logger log = LoggerFactory.getLogger(StatesOnDisk.class);

  /** Their rounds, the newest first. The system may have had no room for a moment. */
  List<Long> rounds() throws IOException {
    try {
      return named();
    } catch (IOException e) {
      log.warn("member {}: the saved states are listed once more", member, e);
      return named();
    }
  }

  /** The round of the newest that says which it is: no engine looks at others. */
  Optional<Long> newest() throws IOException {
    return SavedState.all(directory, member).stream().findFirst().map(SavedState::round);
  }

  private List<Long> named() throws IOException {
    return SavedState.named(directory, member).stream()
        .map(folder -> Long.parseLong(SavedState.name(folder)))
        .toList();
  }

  /** False for one that the engine has deleted, because there are enough newer ones. */
  boolean isWholeAndForced(long round) throws IOException {
    Path folder = SavedState.folders(directory, member).resolve(Long.toString(round));
    try {
      requireWhole(folder, round);
      forcing.force(folder);
      return true;
    } catch (IOException e) {
      if (isOutlived(folder, round)) {
        return false;
      }
      throw e;
    }
  }

  private void requireWhole(Path folder, long round) throws IOException {
    SavedState.requireReadable(folder);
    Optional<SavedState> saved = SavedState.ofItsName(folder);
    Optional<String> fault =
        saved.isPresent()
            ? look.fault(saved.get())
            : Optional.of("the state of round " + round + " does not say which it is");
    if (fault.isPresent()) {
      throw new IOException("the engine saved a state that is torn: " + fault.get());
    }
  }

  private boolean isOutlived(Path folder, long round) throws IOException {
    return !Files.exists(folder) && named().stream().anyMatch(newer -> newer > round);
  }

  /** Whether an engine could begin with an older one; taken to be so where they cannot be read. */
  boolean hasWholeBefore(long round) {
    try {
      for (Path folder : SavedState.named(directory, member)) {
        SavedState.requireReadable(folder);
        Optional<SavedState> saved = SavedState.ofItsName(folder);
        if (saved.isPresent() && saved.get().round() < round && look.fault(saved.get()).isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      log.warn("member {}: older states cannot be looked at", member, e);
      return true;
    }
  }
}
