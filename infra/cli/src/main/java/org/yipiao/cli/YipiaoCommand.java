package org.yipiao.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.yipiao.quickstart.demo.Demo;

/** Entry of the command {@code yipiao}; the script of that name builds it and calls it. */
public final class YipiaoCommand {

  private static final String HELP =
      """
      yipiao - medical e-invoices and insurance claims on a consortium ledger

      usage: ./yipiao COMMAND

        demo [--exit] [--json FILE] [--load N] [--hl7 DIR] [--items FILE.csv]
                         start a platform of its own and run the whole thread on it
        test [ARGUMENT...]
                         formatting, static analysis and all tests; arguments go to Maven
        up [--port-PART N]...
                         start the platform in the background; data in .yipiao/up
        down [--wipe]    stop it; --wipe removes its data
        status           parts, processes and addresses
        logs [PART] [-f] last lines of the logs; -f follows
        doctor           what is missing on this machine, and how to get it
        adjudicate CASE.json
                         decide a claim: decision and trace as JSON
        verify BUNDLE --trust CONSORTIUM
                         check an invoice's proof, without any network:
                         0 valid, 1 the first broken link, 2 unreadable input
        --help           this text

      Ports for --port-PART: ledger-1..4, gossip-1..4, authorization, invoice, claims, gateway-one,
      gateway-two, hl7-one, hl7-two, bank, mysql, redis, kafka. A usual port that is taken gives way
      to the next free one; one given here that is taken is an error.
      Environment: YIPIAO_MYSQL_URL, YIPIAO_REDIS_URL, YIPIAO_KAFKA_BOOTSTRAP use servers of yours.
      """;

  private YipiaoCommand() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] words) {
    System.exit(run(root(), Arrays.asList(words)));
  }

  static int run(Path root, List<String> words) {
    if (words.isEmpty()) {
      System.err.print(HELP);
      return ExitCode.UNREADABLE.number();
    }
    List<String> rest = words.subList(1, words.size());
    try {
      return switch (words.getFirst()) {
        case "--help", "-h", "help" -> {
          System.out.print(HELP);
          yield ExitCode.OK.number();
        }
        case "demo" -> demo(root, rest);
        case "up" -> new UpCommand(root).run(rest).number();
        case "down" -> new DownCommand(root).run(rest).number();
        case "status" -> new StatusCommand(root).run(rest).number();
        case "logs" -> new LogsCommand(root).run(rest).number();
        case "doctor" -> new DoctorCommand(root).run(rest).number();
        case "adjudicate" -> new AdjudicateCommand().run(rest).number();
        case "verify" -> new VerifyCommand().run(rest).number();
        default -> throw new UsageException("unknown command " + words.getFirst());
      };
    } catch (UsageException usage) {
      System.err.println("yipiao: " + usage.getMessage() + "; see ./yipiao --help");
      return ExitCode.UNREADABLE.number();
    }
  }

  private static int demo(Path root, List<String> words) {
    Optional<Demo> demo = ServiceLoader.load(Demo.class).findFirst();
    if (demo.isEmpty()) {
      System.err.println("yipiao: this build has no demo");
      return ExitCode.FAILED.number();
    }
    return demo.get().run(root, words);
  }

  private static Path root() {
    return Path.of(System.getProperty("yipiao.root", System.getProperty("user.dir")))
        .toAbsolutePath()
        .normalize();
  }
}
