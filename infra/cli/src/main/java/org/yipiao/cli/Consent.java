package org.yipiao.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yipiao.platform.reason.Reason;

/** Asks whoever calls a command before it does what cannot be taken back. */
@FunctionalInterface
interface Consent {

  /**
   * Whether it is to be done.
   *
   * @param question asked after what it is about was shown
   * @throws ChangeRefusal when there is nobody to be asked
   */
  boolean given(Reason question, Locale language);

  /** Whoever sits at the terminal. */
  static Consent ofTheTerminal() {
    return (question, language) -> {
      Console console =
          Optional.ofNullable(System.console())
              .filter(Console::isTerminal)
              .orElseThrow(() -> ChangeRefusal.of(ChangeText.NOBODY_TO_ASK));
      String answer = console.readLine("%s ", question.in(language));
      return answer != null && isYes(answer);
    };
  }

  /** Whether an answer agrees. */
  static boolean isYes(String answer) {
    return Set.of("yes", "y", "是").contains(answer.strip().toLowerCase(Locale.ROOT));
  }
}
