package org.yipiao.ledger.server.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.server.node.LyingValidator;

/** How often each thing that can be drawn really happened. */
final class Coverage {

  private final Map<String, Long> counts = new TreeMap<>();

  /** Something happened, named by its kind. */
  void happened(Enum<?> what) {
    happened(what.getDeclaringClass(), what.name());
  }

  /** Something happened for which there is no kind. */
  void happened(Class<?> family, String name) {
    counts.merge(name(family, name), 1L, Long::sum);
  }

  private static String name(Class<?> family, String name) {
    Class<?> around = family.getEnclosingClass();
    return (around == null ? "" : around.getSimpleName() + ".")
        + family.getSimpleName()
        + "."
        + name;
  }

  void add(Coverage other) {
    other.counts.forEach((name, count) -> counts.merge(name, count, Long::sum));
  }

  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** What a long run has to have met and did not. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    require(missing, Fault.Kind.values(), _ -> true);
    require(missing, Scenario.Weather.values(), _ -> true);
    require(missing, Scenario.Rules.values(), _ -> true);
    require(missing, ValidatorChange.Kind.values(), _ -> true);
    require(missing, LyingValidator.Manner.values(), _ -> true);
    require(missing, Byzantine.OrderHabit.values(), habit -> habit != Byzantine.OrderHabit.NOTHING);
    require(missing, Byzantine.ClientHabit.values(), _ -> true);
    require(missing, OperationType.values(), OperationType::submittable);
    require(missing, Hostile.Act.values(), _ -> true);
    require(missing, Errand.Turn.values(), _ -> true);
    require(missing, Bank.Answer.values(), _ -> true);
    return missing;
  }

  private <E extends Enum<E>> void require(List<String> missing, E[] all, Predicate<E> needed) {
    Arrays.stream(all)
        .filter(needed)
        .map(one -> name(one.getDeclaringClass(), one.name()))
        .filter(name -> !counts.containsKey(name))
        .forEach(missing::add);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    counts.forEach((name, count) -> text.append("%9d  %s%n".formatted(count, name)));
    return text.toString();
  }
}
