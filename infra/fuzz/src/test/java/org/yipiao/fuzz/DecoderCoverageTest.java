package org.yipiao.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each of the {@link Decoders} has a target, or a reason for having none. */
class DecoderCoverageTest {

  @Test
  void everyDecoderHasATargetOrAReason() {
    var covered =
        new FuzzTargets()
            .all().stream()
                .flatMap(target -> target.decoders().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(covered).doesNotContainAnyElementsOf(Unfuzzed.REASONS.keySet());
    covered.addAll(Unfuzzed.REASONS.keySet());
    assertThat(decoders()).isNotEmpty().isSubsetOf(covered);
  }

  @Test
  void everyReasonIsForADecoderThatIsThere() {
    assertThat(decoders()).containsAll(Unfuzzed.REASONS.keySet());
  }

  @Test
  void thePageListsAllOfThem() throws Exception {
    var page =
        Files.readString(
            Path.of(System.getProperty("yipiao.root", ".")).resolve("infra/docs/fuzzing.md"));
    assertThat(page).contains(targetTable()).contains(reasonTable());
  }

  private static String targetTable() {
    return new FuzzTargets()
        .all().stream()
            .map(target ->
                "| `%s` | %s | %s |\n"
                    .formatted(
                        target.name(),
                        target.decoders().stream()
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(", ")),
                        target.holds()))
            .collect(Collectors.joining());
  }

  private static String reasonTable() {
    return new TreeMap<>(Unfuzzed.REASONS)
        .entrySet().stream()
            .map(reason -> "| `%s` | %s |\n".formatted(reason.getKey(), reason.getValue()))
            .collect(Collectors.joining());
  }

  private static Set<String> decoders() {
    return Decoders.under(
        "org.yipiao.ledger",
        "org.yipiao.invoice.document",
        "org.yipiao.gateway.hl7",
        "org.yipiao.gateway.mllp");
  }
}
