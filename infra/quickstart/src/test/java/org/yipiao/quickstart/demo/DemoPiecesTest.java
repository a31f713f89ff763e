package org.yipiao.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.drive.Acknowledgement;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.Percentiles;

class DemoPiecesTest {

  @Test
  void readsAnAcceptance() {
    Acknowledgement answer =
        Acknowledgement.parse(
            "MSH|^~\\&|Y\rMSA|AA|C1\rZEB|11060126|0000000042|a1b2c3|1260.00|20261122\r"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(answer.accepted()).isTrue();
    assertThat(answer.invoice()).hasToString("110601260000000042");
    assertThat(answer.amountFen()).isEqualTo(126_000L);
  }

  @Test
  void readsARefusalAndNamesMshWhenNoSegmentIsAtFault() {
    Acknowledgement answer =
        Acknowledgement.parse(
            "MSH|^~\\&|Y\rMSA|AE|C1|X\rERR||FT1^2^7|207^x|E|UNKNOWN_ITEM^t|||no such item\r"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(answer.accepted()).isFalse();
    assertThat(answer.segment()).isEqualTo("FT1");
    assertThat(answer.field()).isEqualTo("7");
    assertThat(answer.code()).isEqualTo("UNKNOWN_ITEM");
    assertThat(answer.reason()).isEqualTo("no such item");
    assertThat(
            Acknowledgement.parse("MSA|AR|C1|not HL7\r".getBytes(StandardCharsets.UTF_8)).segment())
        .isEqualTo("MSH");
  }

  @Test
  void percentilesAreNearestRanks() {
    assertThat(Percentiles.of(LongStream.rangeClosed(1, 100).boxed().toList()))
        .isEqualTo(new Percentiles(50, 99));
    assertThat(Percentiles.of(List.of())).isEqualTo(new Percentiles(0, 0));
    assertThat(Percentiles.of(List.of(7L))).isEqualTo(new Percentiles(7, 7));
  }

  private static Bill bill(String sender) {
    return new Bill(
        sender,
        "B-1",
        MadeUpPerson.random(new Random(1)),
        false,
        LocalDate.of(2026, 11, 22),
        new Bill.Diagnosis("K29.700", "慢性胃炎"),
        List.of(new Bill.Charge("LAB", 1, Money.parseYuan("300.00"))),
        List.of(new Bill.Payment("CASH", Money.parseYuan("300.00"))));
  }

  @Test
  void aBillSaysEverythingInItsMessageAndNamesItAllAsSecret() {
    Bill bill = bill("HIS1");
    String message = new String(bill.toHl7(), StandardCharsets.UTF_8);
    assertThat(bill.secrets()).contains("B-1", "HIS1:B-1").hasSize(8);
    assertThat(bill.secrets())
        .filteredOn(secret -> !secret.equals("HIS1:B-1"))
        .allMatch(message::contains);
    assertThat(message).contains("FT1|1|||20261122||CG|LAB|||1|300.00\r").endsWith("\r");
    assertThat(bill.total()).isEqualTo(Money.parseYuan("300.00"));
    assertThat(bill.person().toString()).doesNotContain(bill.person().name());
  }

  /** As the gateway writes it: infra/docs/integrating.md, MSH-4 and MSH-10. */
  @Test
  void aBillKnowsTheBusinessNumberThatItsDocumentCarries() {
    assertThat(bill("HIS1").qualifiedBusinessNumber()).isEqualTo("HIS1:B-1");
    assertThat(bill("1:2%").qualifiedBusinessNumber()).isEqualTo("1%3A2%25:B-1");
  }

  @Test
  void refusesAWrongCommandLine() {
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--load", "many")))
        .hasMessageContaining("--load");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--load", "100001")))
        .hasMessageContaining("--load: a number from 0 to 100000, not 100001");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--json"))).hasMessageContaining("--json");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--fast"))).hasMessageContaining("--fast");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--json", "--exit")))
        .hasMessageContaining("--json needs a value");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--load=1", "--load", "2")))
        .hasMessageContaining("--load is given twice");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--suite", "gm")))
        .hasMessage("--suite: INTL or GM, not gm");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--items=no-such.csv")))
        .hasMessageContaining("no-such.csv: it does not exist");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--items=/proc")))
        .hasMessageContaining("/proc: it is a folder");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--hl7", "no-such-folder")))
        .hasMessageContaining("no-such-folder: it does not exist");
  }

  @Test
  void aSuiteIsTheFoundersChoiceAndNobodysElse() throws DemoOptions.UsageException {
    assertThat(DemoOptions.parse(List.of("--suite=GM", "--exit")).suite()).isEqualTo("GM");
    assertThat(DemoOptions.parse(List.of("--exit")).suite()).isNull();
  }

  @Test
  void theHelpSaysHowLargeALoadMayBe() {
    Path help =
        Path.of(System.getProperty("yipiao.root"))
            .resolve("infra/cli/src/main/resources/org/yipiao/cli/help/demo.txt");
    assertThat(help)
        .content()
        .contains("0 to %d (default %d".formatted(DemoOptions.MAX_LOAD, DemoOptions.DEFAULT_LOAD));
  }

  @Test
  void refusesAFolderWithoutFilesSayingWhy(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--hl7", folder.toString())))
        .hasMessageContaining(folder + ": it is empty");
    Files.createDirectory(folder.resolve("inner"));
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--hl7", folder.toString())))
        .hasMessageContaining(folder + ": it holds no file");
    Path file = Files.writeString(folder.resolve("a.hl7"), "MSH|a\r");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--hl7", file.toString())))
        .hasMessageContaining(file + ": it is no folder");
    assertThatCode(() -> DemoOptions.parse(List.of("--hl7", folder.toString())))
        .doesNotThrowAnyException();
  }

  @Test
  void findsTheReportsFileInAWrongCommandLine() {
    assertThat(reportOfWrong("--lod", "--json", "/a/r.json")).isEqualTo(Path.of("/a/r.json"));
    assertThat(reportOfWrong("--load", "many", "--json", "/a/r.json"))
        .isEqualTo(Path.of("/a/r.json"));
    assertThat(reportOfWrong("--hl7", "--json", "/a/r.json")).isEqualTo(Path.of("/a/r.json"));
    assertThat(reportOfWrong("--items=no-such.csv", "--json=/a/r.json"))
        .isEqualTo(Path.of("/a/r.json"));
    assertThat(reportOfWrong("--json=/a/r.json", "--json=/b/r.json"))
        .isEqualTo(Path.of("/b/r.json"));
    assertThat(reportOfWrong("--json")).isNull();
    assertThat(reportOfWrong("--json", "--exit")).isNull();
    assertThat(reportOfWrong("--json=/proc")).isNull();
  }

  @Test
  void namesTheFirstThingThatIsWrongWithACommandLine() {
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--load", "many", "--fast", "--json")))
        .hasMessageStartingWith("--load:");
  }

  private static @Nullable Path reportOfWrong(String... words) {
    return catchThrowableOfType(
            DemoOptions.UsageException.class, () -> DemoOptions.parse(List.of(words)))
        .report();
  }
}
