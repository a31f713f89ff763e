package org.yipiao.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yipiao.ledger.client.Archive;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * {@code yipiao archive BUNDLE... --trust CONSORTIUM --node URL[,URL...]}: proves bundles anew
 * under the newest checkpoint that a quorum cosigned by ML-DSA-44.
 */
final class ArchiveCommand {

  private static final String TRUST = "--trust";
  private static final String NODE = "--node";
  private static final Set<String> VALUED = Set.of(TRUST, NODE);
  private static final String ENDING = ".archived";
  private static final int LIMIT_MEBIBYTES = 16;

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of(), VALUED::contains);
    List<String> bundles = arguments.operands("bundle");
    String trust =
        arguments
            .option(TRUST)
            .orElseThrow(() -> new UsageException("archive needs --trust CONSORTIUM"));
    List<URI> nodes =
        nodes(
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
    ExitCode worst = ExitCode.OK;
    try (var archive = new Archive(nodes, root)) {
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
        if (!write(target, proven.bundle())) {
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

  /** Under another name first: a file of that name is whole. */
  private static boolean write(Path target, ProofBundle bundle) {
    try {
      Path half = target.resolveSibling(target.getFileName() + ".half");
      Files.write(half, bundle.encode());
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      System.err.println("NOT ARCHIVED " + target + ": " + e.getMessage());
      return false;
    }
  }

  private static List<URI> nodes(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(URI::create).toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--node is a URL or several, with commas between");
    }
  }

  private static ExitCode unreadable(String file, String reason) {
    System.err.println("UNREADABLE " + file + ": " + reason);
    return ExitCode.UNREADABLE;
  }
}
