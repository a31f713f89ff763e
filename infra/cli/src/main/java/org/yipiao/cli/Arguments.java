package org.yipiao.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Options and operands of one command. Options come in any place, {@code --name value}, {@code
 * --name=value} or {@code -f}; each at most once; unknown ones are refused.
 */
final class Arguments {

  private final List<String> operands = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();

  /**
   * Reads the words.
   *
   * @param flags options without a value
   * @param valued which options take a value
   * @throws UsageException for an unknown option, a missing value or a repetition
   */
  Arguments(List<String> words, Set<String> flags, Predicate<String> valued) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.equals("-")) {
        operands.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = "";
      if (flags.contains(name) && equals < 0) {
        value = "true";
      } else if (valued.test(name)) {
        if (equals < 0 && i + 1 >= words.size()) {
          throw new UsageException(name + " needs a value");
        }
        value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
      } else {
        throw new UsageException("unknown option " + word);
      }
      if (options.put(name, value) != null) {
        throw new UsageException(name + " is given twice");
      }
    }
  }

  boolean has(String flag) {
    return options.containsKey(flag);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  Map<String, String> options() {
    return Map.copyOf(options);
  }

  /** The only operand. */
  String operand(String meaning) {
    if (operands.size() != 1) {
      throw new UsageException("expected one " + meaning + ", got " + operands.size());
    }
    return operands.getFirst();
  }

  /** The only operand, if there is one. */
  Optional<String> optionalOperand(String meaning) {
    return operands.isEmpty() ? Optional.empty() : Optional.of(operand(meaning));
  }

  /** All operands, at least one. */
  List<String> operands(String meaning) {
    if (operands.isEmpty()) {
      throw new UsageException("expected a " + meaning);
    }
    return List.copyOf(operands);
  }

  /** Refuses operands. */
  void none() {
    if (!operands.isEmpty()) {
      throw new UsageException("unexpected " + operands.getFirst());
    }
  }
}
