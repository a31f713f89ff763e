package org.yipiao.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

/**
 * A decoder is a static method that is not private, is called {@code decode}, {@code parse}, {@code
 * read} or {@code of} and takes bytes or text. Each has a target, or a reason for having none.
 */
class DecoderCoverageTest {

  private static final Set<String> NAMES = Set.of("decode", "parse", "read", "of");
  private static final Set<String> INPUTS =
      Set.of(
          "[B",
          "java.lang.String",
          "com.hedera.pbj.runtime.io.buffer.Bytes",
          "com.hedera.hapi.node.state.primitives.ProtoBytes");
  private static final List<JavaClass> CLASSES =
      Stream.of(
              "org.yipiao.ledger",
              "org.yipiao.invoice.document",
              "org.yipiao.gateway.hl7",
              "org.yipiao.gateway.mllp")
          .flatMap(root -> Modules.classesIn(root).stream())
          .toList();

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
    var found = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      for (JavaMethod method : type.getMethods()) {
        if (NAMES.contains(method.getName())
            && method.getModifiers().contains(JavaModifier.STATIC)
            && !method.getModifiers().contains(JavaModifier.PRIVATE)
            && method.getRawParameterTypes().stream()
                .anyMatch(input -> INPUTS.contains(input.getName()))) {
          found.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    return found;
  }
}
