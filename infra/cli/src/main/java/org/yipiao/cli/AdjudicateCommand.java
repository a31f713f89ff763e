package org.yipiao.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yipiao.claims.adjudication.Adjudication;
import org.yipiao.claims.adjudication.AdjudicationCase;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.TraceTexts;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;
import org.yipiao.platform.reason.Reason;

/**
 * {@code yipiao adjudicate CASE.json [--language zh-CN|en]}: the decision with its trace as JSON on
 * standard output, the trace in words on standard error. Needs no service.
 */
final class AdjudicateCommand {

  private static final int LIMIT_MEBIBYTES = 1;

  ExitCode run(List<String> words, Map<String, String> environment) {
    var arguments = new Arguments(words, Set.of(), AnswerLanguage.OPTION::equals);
    String file = arguments.operand("case file");
    Locale language = AnswerLanguage.of(arguments, environment);
    try {
      Decision decision =
          Adjudication.decide(AdjudicationCase.read(InputFile.text(file, LIMIT_MEBIBYTES)));
      System.out.println(Adjudication.writeDecision(decision));
      decision.trace().lines().forEach(line -> System.err.println(TraceTexts.say(line, language)));
      return ExitCode.OK;
    } catch (UnreadableJsonException unreadable) {
      System.err.println("yipiao: " + file + ": " + fault(unreadable, language));
      return ExitCode.UNREADABLE;
    } catch (UnreadableFileException failure) {
      Reason cannotRead = Reason.of(CommandText.CANNOT_READ, file, failure.reason());
      System.err.println("yipiao: " + cannotRead.in(language));
      return ExitCode.UNREADABLE;
    }
  }

  /** Pointer and code are in no language, what stands between them is. */
  private static String fault(UnreadableJsonException unreadable, Locale language) {
    Reason reason = unreadable.reason();
    String where = unreadable.pointer().isEmpty() ? "" : unreadable.pointer() + ": ";
    return where + reason.in(language) + " (" + reason.code().name() + ")";
  }
}
