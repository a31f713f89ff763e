package org.yipiao.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yipiao.ledger.client.FollowedTrust;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * {@code yipiao follow CONSORTIUM --node URL[,URL...]}: proves from a trust root who has validated
 * since, and writes the trust root that goes on with that.
 */
final class FollowCommand {

  private static final String NODE = "--node";
  private static final String ENDING = ".followed";
  private static final int LIMIT_MEBIBYTES = 16;

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of(), NODE::equals);
    String file = arguments.operand("trust root");
    var nodes =
        NodeAddresses.of(
            arguments
                .option(NODE)
                .orElseThrow(() -> new UsageException("follow needs --node URL")));
    TrustRoot root;
    try {
      root = TrustRoot.parse(InputFile.bytes(file, LIMIT_MEBIBYTES));
    } catch (FormatException malformed) {
      System.err.println("UNREADABLE " + file + ": " + malformed.reason().in(Locale.ENGLISH));
      return ExitCode.UNREADABLE;
    } catch (UnreadableFileException failure) {
      System.err.println("UNREADABLE " + file + ": " + failure.reason().in(Locale.ENGLISH));
      return ExitCode.UNREADABLE;
    }
    try (var trust = new FollowedTrust(nodes, root)) {
      boolean answered = trust.follow();
      return answered ? write(file, root, trust.present()) : silent(file);
    }
  }

  private static ExitCode silent(String file) {
    System.err.println("NOT FOLLOWED " + file + ": no node has answered");
    return ExitCode.FAILED;
  }

  private static ExitCode write(String file, TrustRoot before, TrustRoot present) {
    int more = present.epochs().size() - before.epochs().size();
    if (more == 0) {
      System.out.println("UNCHANGED " + file + ": no node proves another epoch");
      return ExitCode.OK;
    }
    Path target = Path.of(file + ENDING);
    try {
      OutputFile.write(target, present.encode());
    } catch (IOException e) {
      System.err.println("NOT FOLLOWED " + target + ": " + e.getMessage());
      return ExitCode.FAILED;
    }
    System.out.println(
        "FOLLOWED %s: %d more, the last from size %d on"
            .formatted(target, more, present.epochs().getLast().fromSize()));
    return ExitCode.OK;
  }
}
