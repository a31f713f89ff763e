package org.yipiao.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yipiao.ledger.protocol.wire.JsonText;
import org.yipiao.platform.reason.Reason;
import org.yipiao.quickstart.parts.NodeProgram;

/**
 * {@code yipiao change propose|show|approve|merge|submit} and {@code yipiao validator
 * new|next-key}: the way of a change that a quorum of the validators approves.
 */
final class ChangeCommand {

  /** Agrees beforehand to what a step asks. */
  static final String YES = "--yes";

  private static final String JSON = "--json";

  private final Map<String, ChangeStep> steps;
  private final Consent consent;

  private ChangeCommand(Map<String, ChangeStep> steps, Consent consent) {
    this.steps = steps;
    this.consent = consent;
  }

  static ChangeCommand changes(InstantSource clock) {
    return changes(clock, Consent.ofTheTerminal());
  }

  static ChangeCommand changes(InstantSource clock, Consent consent) {
    Map<String, ChangeStep> steps = new LinkedHashMap<>();
    steps.put("propose", new ChangePropose(clock));
    steps.put("show", new ChangeShow(clock));
    steps.put("approve", new ChangeApprove(clock));
    steps.put("merge", new ChangeMerge(clock));
    steps.put("submit", new ChangeSubmit(clock));
    return new ChangeCommand(steps, consent);
  }

  static ChangeCommand validators(Path root) {
    return validators(arguments -> NodeProgram.makeKeys(root, arguments));
  }

  static ChangeCommand validators(KeyMaking maker) {
    Map<String, ChangeStep> steps = new LinkedHashMap<>();
    steps.put("new", new ValidatorNew(maker));
    steps.put("next-key", new ValidatorNextKey(maker));
    return new ChangeCommand(steps, Consent.ofTheTerminal());
  }

  ExitCode run(List<String> words, Map<String, String> environment) {
    ChangeStep step = words.isEmpty() ? null : steps.get(words.getFirst());
    if (step == null) {
      throw new UsageException("expected one of " + String.join(", ", steps.keySet()));
    }
    Set<String> valued = new HashSet<>(step.options());
    valued.addAll(ChangeLedger.OPTIONS);
    valued.add(AnswerLanguage.OPTION);
    Set<String> flags = new HashSet<>(step.flags());
    flags.add(JSON);
    var arguments = new Arguments(words.subList(1, words.size()), flags, valued::contains);
    Locale language = AnswerLanguage.of(arguments, environment);
    try {
      ChangeAnswer answer = step.run(arguments);
      if (answer.asked().isPresent()) {
        answer = agreed(answer.lines(), answer.asked().get(), arguments, language);
      }
      if (arguments.has(JSON)) {
        System.out.print(JsonText.writeString(answer.json()));
      } else {
        answer.lines().forEach(line -> System.out.println(line.in(language)));
      }
      return answer.exit();
    } catch (ChangeRefusal refusal) {
      if (arguments.has(JSON)) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("refused", refusal.reason().code().name());
        json.put("reason", refusal.reason().in(Locale.ENGLISH));
        System.out.print(JsonText.writeString(json));
      }
      System.err.println("yipiao: " + refusal.reason().in(language));
      return refusal.exit();
    }
  }

  /** Shows what a step is about and goes on with it once that is agreed to. */
  private ChangeAnswer agreed(
      List<Reason> lines, ChangeAnswer.Asked asked, Arguments arguments, Locale language) {
    // Standard output of programs has one object.
    PrintStream out = arguments.has(JSON) ? System.err : System.out;
    lines.forEach(line -> out.println(line.in(language)));
    if (!arguments.has(YES) && !consent.given(asked.question(), language)) {
      throw ChangeRefusal.of(ChangeText.NOT_AGREED);
    }
    return asked.then().get();
  }
}
