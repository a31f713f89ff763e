package org.yipiao.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.client.Archive;
import org.yipiao.ledger.client.EpochFile;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * {@code yipiao archive BUNDLE... --trust CONSORTIUM --node URL[,URL...] [--classical]}: proves
 * bundles anew under the newest checkpoint that a quorum cosigned by ML-DSA-44, or by Ed25519, and
 * keeps the ledger's epochs with them.
 */
final class ArchiveCommand {

  private static final String TRUST = "--trust";
  private static final String NODE = "--node";
  private static final String CLASSICAL = "--classical";
  private static final Set<String> VALUED = Set.of(TRUST, NODE);
  private static final String ENDING = ".archived";
  private static final String EPOCHS = ".epochs";
  private static final int LIMIT_MEBIBYTES = 16;

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of(CLASSICAL), VALUED::contains);
    List<String> bundles = arguments.operands("bundle");
    String trust =
        arguments
            .option(TRUST)
            .orElseThrow(() -> new UsageException("archive needs --trust CONSORTIUM"));
    List<URI> nodes =
        NodeAddresses.of(
            arguments
                .option(NODE)
                .orElseThrow(() -> new UsageException("archive needs --node URL")));
    TrustRoot root;
    try {
      root = TrustRoot.parse(InputFile.bytes(trust, LIMIT_MEBIBYTES));
    } catch (FormatException malformed) {
      return unreadable(trust, malformed.reason().in(Locale.ENGLISH));
    } catch (UnreadableFileException failure) {
      return unreadable(trust, failure.reason().in(Locale.ENGLISH));
    }
    var requirement = arguments.has(CLASSICAL) ? Requirement.CLASSICAL : Requirement.POST_QUANTUM;
    ExitCode worst = ExitCode.OK;
    try (var archive = new Archive(nodes, root, requirement)) {
      for (String bundle : bundles) {
        ExitCode one = archive(archive, bundle);
        worst = one.number() > worst.number() ? one : worst;
      }
    }
    return worst;
  }

  private static ExitCode archive(Archive archive, String file) {
    ProofBundle bundle;
    try {
      bundle = ProofBundle.decode(InputFile.bytes(file, LIMIT_MEBIBYTES));
    } catch (FormatException malformed) {
      return unreadable(file, malformed.reason().in(Locale.ENGLISH));
    } catch (UnreadableFileException failure) {
      return unreadable(file, failure.reason().in(Locale.ENGLISH));
    }
    return switch (archive.prove(bundle)) {
      case Archive.Outcome.Proven proven -> {
        Path target = Path.of(file + ENDING);
        if (!writeEpochs(archive, file) || !write(target, proven.bundle().encode())) {
          yield ExitCode.FAILED;
        }
        System.out.println(
            "ARCHIVED %s: size %d, cosigned %s"
                .formatted(target, proven.size(), proven.cosignedAt()));
        yield ExitCode.OK;
      }
      case Archive.Outcome.NotProven(String reason) -> {
        System.err.println("NOT ARCHIVED " + file + ": " + reason);
        yield ExitCode.FAILED;
      }
    };
  }

  /**
   * Those who have a trust root of before need the epochs since to verify what was archived.
   *
   * @return whether there are none or they are there
   */
  private static boolean writeEpochs(Archive archive, String file) {
    Optional<List<EpochChange>> epochs = archive.epochs();
    if (epochs.isEmpty()) {
      System.err.println("NOT ARCHIVED " + file + EPOCHS + ": no node gives the ledger's epochs");
      return false;
    }
    return epochs.get().isEmpty() || write(Path.of(file + EPOCHS), EpochFile.encode(epochs.get()));
  }

  private static boolean write(Path target, byte[] bytes) {
    try {
      OutputFile.write(target, bytes);
      return true;
    } catch (IOException e) {
      System.err.println("NOT ARCHIVED " + target + ": " + e.getMessage());
      return false;
    }
  }

  private static ExitCode unreadable(String file, String reason) {
    System.err.println("UNREADABLE " + file + ": " + reason);
    return ExitCode.UNREADABLE;
  }
}
