package org.yipiao.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.yipiao.quickstart.demo.Demo;
import org.yipiao.quickstart.instance.Instance;

/**
 * Entry of the command {@code yipiao}. The script of that name builds it and calls it, and answers
 * {@code --help}, {@code doctor}, {@code test} and {@code bench} without it.
 */
public final class YipiaoCommand {

  private YipiaoCommand() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] words) {
    System.exit(run(root(), Arrays.asList(words), System.getenv()));
  }

  static int run(Path root, List<String> words, Map<String, String> environment) {
    try {
      if (words.isEmpty()) {
        throw new UsageException("no command");
      }
      return run(root, words.getFirst(), words.subList(1, words.size()), environment);
    } catch (UsageException usage) {
      System.err.println("yipiao: " + usage.getMessage() + "; see " + help(words));
      return ExitCode.UNREADABLE.number();
    } catch (UncheckedIOException | Instance.InUseException failure) {
      System.err.println("yipiao: " + failure.getMessage());
      return ExitCode.FAILED.number();
    }
  }

  private static int run(
      Path root, String command, List<String> words, Map<String, String> environment) {
    return switch (command) {
      case "demo" -> demo(root, words);
      case "up" -> new UpCommand(root).run(words).number();
      case "down" -> new DownCommand(root).run(words).number();
      case "status" -> new StatusCommand(root).run(words).number();
      case "logs" -> new LogsCommand(root).run(words).number();
      case "adjudicate" -> new AdjudicateCommand().run(words, environment).number();
      case "archive" -> new ArchiveCommand().run(words).number();
      case "change" ->
          ChangeCommand.changes(InstantSource.system()).run(words, environment).number();
      case "validator" -> ChangeCommand.validators(root).run(words, environment).number();
      case "follow" -> new FollowCommand().run(words).number();
      case "fsck" -> new FsckCommand(root).run(words);
      case "verify" -> new VerifyCommand().run(words, environment).number();
      default -> throw new UsageException("unknown command " + command);
    };
  }

  /** What shows how the command is used that was given, or which there are. */
  private static String help(List<String> words) {
    String command = words.isEmpty() ? "" : words.getFirst();
    boolean known =
        command.matches("[a-z]+")
            && YipiaoCommand.class.getResource("help/" + command + ".txt") != null;
    return "./yipiao " + (known ? command + " " : "") + "--help";
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
