package org.yipiao.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yipiao.claims.adjudication.Adjudication;
import org.yipiao.claims.adjudication.AdjudicationCase;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.TraceTexts;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;
import org.yipiao.platform.files.ReadFault;

/**
 * {@code yipiao adjudicate CASE.json [--language zh-CN|en]}: the decision with its trace as JSON on
 * standard output, the trace in words on standard error. Needs no service.
 */
final class AdjudicateCommand {

  private static final int LIMIT_MEBIBYTES = 1;

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of(), name -> name.equals("--language"));
    String file = arguments.operand("case file");
    Locale language = language(arguments.option("--language").orElse("en"));
    try {
      Decision decision =
          Adjudication.decide(AdjudicationCase.read(InputFile.text(file, LIMIT_MEBIBYTES)));
      System.out.println(Adjudication.writeDecision(decision));
      decision.trace().lines().forEach(line -> System.err.println(TraceTexts.say(line, language)));
      return ExitCode.OK;
    } catch (UnreadableJsonException unreadable) {
      System.err.println("yipiao: " + file + ": " + unreadable.getMessage());
      return ExitCode.UNREADABLE;
    } catch (IOException failure) {
      System.err.println("yipiao: cannot read " + file + ": " + ReadFault.of(failure));
      return ExitCode.UNREADABLE;
    }
  }

  private static Locale language(String tag) {
    return switch (tag) {
      case "en" -> Locale.ENGLISH;
      case "zh-CN" -> Locale.SIMPLIFIED_CHINESE;
      default -> throw new UsageException("--language takes zh-CN or en, not " + tag);
    };
  }
}
