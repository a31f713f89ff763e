package org.yipiao.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yipiao.claims.adjudication.Adjudication;
import org.yipiao.claims.adjudication.AdjudicationCase;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.TraceTexts;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;

/**
 * {@code yipiao adjudicate CASE.json}: the decision with its trace as JSON on standard output, the
 * trace in words on standard error. Needs no service.
 */
final class AdjudicateCommand {

  ExitCode run(List<String> words) {
    String file = new Arguments(words, Set.of(), name -> false).operand("case file");
    try {
      Decision decision =
          Adjudication.decide(AdjudicationCase.read(Files.readString(Path.of(file))));
      System.out.println(Adjudication.writeDecision(decision));
      decision
          .trace()
          .lines()
          .forEach(line -> System.err.println(TraceTexts.say(line, Locale.getDefault())));
      return ExitCode.OK;
    } catch (UnreadableJsonException unreadable) {
      System.err.println("yipiao: " + file + ": " + unreadable.getMessage());
      return ExitCode.UNREADABLE;
    } catch (IOException | InvalidPathException failure) {
      System.err.println("yipiao: cannot read " + file);
      return ExitCode.UNREADABLE;
    }
  }
}
