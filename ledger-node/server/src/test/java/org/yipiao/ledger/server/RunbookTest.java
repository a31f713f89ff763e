package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages of the runbook, and the alarms that lead to them. */
class RunbookTest {

  private static final Path PAGE =
      Path.of(System.getProperty("yipiao.root", "../.."), "infra/docs/runbook.md");

  static String runbook() throws IOException {
    return Files.readString(PAGE);
  }

  @Test
  void eachAlarmLeadsToItsPageOfTheRunbookAndEachPageThatNamesAnAlarmToOne() throws Exception {
    String runbook = runbook();
    Set<String> headings =
        runbook
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line ->
                line.substring(3)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9 _-]", "")
                    .replace(' ', '-'))
            .collect(Collectors.toSet());
    Set<String> names = new TreeSet<>();
    for (Alert alert : Alert.all()) {
      assertThat(alert.page()).as(alert.name()).startsWith("infra/docs/runbook.md#");
      assertThat(headings)
          .as(alert.name())
          .contains(alert.page().substring(alert.page().indexOf('#') + 1));
      names.add(alert.name());
    }
    Set<String> told =
        Pattern.compile("`(Ledger[A-Za-z]+)`")
            .matcher(runbook)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(names);
  }

  @Test
  void eachPageOfTheRunbookSaysWhatItMeansHowToBeSureWhatToDoAndWhenItIsOver() throws Exception {
    String runbook = runbook();
    String[] pages = runbook.split("(?m)^## ", -1);
    assertThat(pages.length).isGreaterThan(20);
    for (int i = 1; i < pages.length; i++) {
      assertThat(pages[i])
          .as(pages[i].lines().findFirst().orElse(""))
          .contains("**Means.**", "**Be sure.**", "**Do.**", "**Never.**", "**Over.**");
    }
  }
}
