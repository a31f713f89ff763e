package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.suite.OwnerOnlyFile;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The draft that comes with keys. It is on the disk under another name before the keys are in their
 * place, and gets its own after: keys that are there have a draft, if need be one that is finished
 * later.
 *
 * @param out where it is to be
 */
record DraftFile(Path out) {

  /**
   * @throws FileAlreadyExistsException when there is something in its place
   */
  void requireAbsent() throws IOException {
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(out.toString());
    }
  }

  /** Writes it, in place of one that was begun before. */
  void begin(ChangeDraft draft) throws IOException {
    Files.deleteIfExists(half());
    OwnerOnlyFile.write(half(), draft.encode());
  }

  /** The one that was begun and not finished. */
  Optional<ChangeDraft> begun() throws IOException {
    try {
      return Files.exists(half())
          ? Optional.of(ChangeDraft.decode(Files.readAllBytes(half())))
          : Optional.empty();
    } catch (FormatException cutOff) {
      return Optional.empty();
    }
  }

  /** Gives it its name. */
  void finish() throws IOException {
    Files.move(half(), out);
    OwnerOnlyFile.syncFolderOf(out);
  }

  /** Where it is until it is finished. */
  Path half() {
    return out.resolveSibling(out.getFileName() + ".half");
  }
}
