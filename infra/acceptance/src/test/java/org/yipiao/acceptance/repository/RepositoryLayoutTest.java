package org.yipiao.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The top level is the first thing that a stranger sees: it holds exactly what it must. */
class RepositoryLayoutTest {

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "pom.xml",
          "README.md",
          "invoice-service",
          "claims-service",
          "hospital-gateway",
          "ledger-node",
          "mobile-bff",
          "infra",
          "yipiao",
          "LICENSE",
          "CHANGELOG.md",
          "CONTRIBUTING.md");

  @Test
  void theTopLevelHoldsExactlyTheParts() throws Exception {
    Path root = Path.of(System.getProperty("yipiao.root"));
    try (Stream<Path> entries = Files.list(root)) {
      Set<String> names = new TreeSet<>();
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !name.equals("target"))
          .forEach(names::add);
      assertThat(names).containsExactlyInAnyOrderElementsOf(TOP_LEVEL);
    }
  }
}
