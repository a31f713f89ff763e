package org.yipiao.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yipiao.ledger.protocol.wire.JsonText;
import org.yipiao.quickstart.parts.NodeProgram;

/**
 * {@code yipiao change propose|show|approve|merge|submit} and {@code yipiao validator
 * new|next-key}: the way of a change that a quorum of the validators approves.
 */
final class ChangeCommand {

  private static final String JSON = "--json";

  private final Map<String, ChangeStep> steps;

  private ChangeCommand(Map<String, ChangeStep> steps) {
    this.steps = steps;
  }

  static ChangeCommand changes(InstantSource clock) {
    Map<String, ChangeStep> steps = new LinkedHashMap<>();
    steps.put("propose", new ChangePropose(clock));
    steps.put("show", new ChangeShow(clock));
    steps.put("approve", new ChangeApprove(clock));
    steps.put("merge", new ChangeMerge(clock));
    steps.put("submit", new ChangeSubmit(clock));
    return new ChangeCommand(steps);
  }

  static ChangeCommand validators(Path root) {
    return validators(arguments -> NodeProgram.makeKeys(root, arguments));
  }

  static ChangeCommand validators(KeyMaking maker) {
    Map<String, ChangeStep> steps = new LinkedHashMap<>();
    steps.put("new", new ValidatorNew(maker));
    steps.put("next-key", new ValidatorNextKey(maker));
    return new ChangeCommand(steps);
  }

  ExitCode run(List<String> words, Map<String, String> environment) {
    ChangeStep step = words.isEmpty() ? null : steps.get(words.getFirst());
    if (step == null) {
      throw new UsageException("expected one of " + String.join(", ", steps.keySet()));
    }
    Set<String> valued = new HashSet<>(step.options());
    valued.addAll(ChangeLedger.OPTIONS);
    valued.add(AnswerLanguage.OPTION);
    var arguments = new Arguments(words.subList(1, words.size()), Set.of(JSON), valued::contains);
    Locale language = AnswerLanguage.of(arguments, environment);
    try {
      ChangeAnswer answer = step.run(arguments);
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
}
