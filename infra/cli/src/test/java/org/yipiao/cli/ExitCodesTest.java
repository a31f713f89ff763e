package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.claims.adjudication.Adjudication;
import org.yipiao.platform.testing.TextsContract;
import org.yipiao.quickstart.instance.Instance;

class ExitCodesTest {

  @TempDir private Path directory;
  private String said = "";
  private String caseText = "";
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void readTheShippedCase() throws IOException {
    try (var source =
        Objects.requireNonNull(Adjudication.class.getResourceAsStream("cases/outpatient.json"))) {
      caseText = new String(source.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void noCommandAndAnUnknownOneAreUsageErrors() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("adjudiciate")).isEqualTo(2);
    assertThat(text()).contains("unknown command adjudiciate; see ./yipiao --help");
  }

  @Test
  void aWrongUseOfACommandNamesItsOwnHelp() {
    assertThat(run("fsck")).isEqualTo(2);
    assertThat(text()).contains("; see ./yipiao fsck --help");
  }

  @Test
  void adjudicateDecidesTheShippedCase() throws IOException {
    assertThat(run("adjudicate", write("case.json", caseText))).isZero();
  }

  @Test
  void adjudicateSaysTheTraceInTheLanguageAskedFor() throws IOException {
    String file = write("case.json", caseText);
    assertThat(run("adjudicate", file)).isZero();
    assertThat(text()).contains("The payer pays").doesNotContain("支付方支付");
    assertThat(run("adjudicate", "--language", "en", file)).isZero();
    assertThat(text()).contains("The payer pays");
    assertThat(run("adjudicate", file, "--language=zh-CN")).isZero();
    assertThat(text()).contains("支付方支付").doesNotContain("The payer pays");
    assertThat(run("adjudicate", file, "--language", "fr")).isEqualTo(2);
    assertThat(text()).contains("--language takes zh-CN or en, not fr");
  }

  @Test
  void theEnvironmentNamesTheLanguageWhereTheCommandLineDoesNot() throws IOException {
    String file = write("case.json", caseText);
    environment = Map.of("YIPIAO_LANGUAGE", "zh-CN");
    assertThat(run("adjudicate", file)).isZero();
    assertThat(text()).contains("支付方支付").contains("\"amount\":");
    assertThat(run("adjudicate", file, "--language=en")).isZero();
    assertThat(text()).contains("The payer pays");
    environment = Map.of("YIPIAO_LANGUAGE", "");
    assertThat(run("adjudicate", file)).isZero();
    assertThat(text()).contains("The payer pays");
    environment = Map.of("YIPIAO_LANGUAGE", "fr");
    assertThat(run("adjudicate", file)).isEqualTo(2);
    assertThat(text()).contains("YIPIAO_LANGUAGE takes zh-CN or en, not fr");
  }

  @Test
  void saysEverythingInBothLanguages() throws IOException {
    TextsContract.ofReasons(CommandText.class);
  }

  @Test
  void adjudicateSaysWhatIsWrongWithACaseInTheLanguageAskedForAndItsCodeInNone()
      throws IOException {
    String file = write("case.json", caseText.replaceFirst("\\{", "{\"discount\": \"1.00\","));
    assertThat(run("adjudicate", file)).isEqualTo(2);
    assertThat(text())
        .isEqualTo("yipiao: " + file + ": /discount: unknown field (UNKNOWN_FIELD)\n");
    assertThat(run("adjudicate", file, "--language", "zh-CN")).isEqualTo(2);
    assertThat(text()).isEqualTo("yipiao: " + file + ": /discount: 未知字段 (UNKNOWN_FIELD)\n");
    String text = write("text.json", "no JSON");
    assertThat(run("adjudicate", text, "--language", "zh-CN")).isEqualTo(2);
    assertThat(text()).isEqualTo("yipiao: " + text + ": 第 1 行不是 JSON (NOT_JSON_AT_LINE)\n");
    String missing = directory.resolve("none.json").toString();
    assertThat(run("adjudicate", missing, "--language", "zh-CN")).isEqualTo(2);
    assertThat(text()).isEqualTo("yipiao: 无法读取 " + missing + "：不存在\n");
  }

  @Test
  void adjudicateSaysWhyItCannotReadAFile() throws IOException {
    String missing = directory.resolve("none.json").toString();
    assertThat(run("adjudicate", missing)).isEqualTo(2);
    assertThat(text()).contains("cannot read " + missing + ": it does not exist");
    assertThat(run("adjudicate", directory.toString())).isEqualTo(2);
    assertThat(text()).contains("cannot read " + directory + ": it is a folder");
    Path other = directory.resolve("other.json");
    Files.write(other, "{\"中\": 1}".getBytes(Charset.forName("GB18030")));
    assertThat(run("adjudicate", other.toString())).isEqualTo(2);
    assertThat(text()).contains("cannot read " + other + ": it is not UTF-8");
    String large = write("large.json", caseText + " ".repeat(1 << 20));
    assertThat(run("adjudicate", large)).isEqualTo(2);
    assertThat(text()).contains("cannot read " + large + ": it is larger than 1 MiB");
  }

  @Test
  void adjudicateRefusesUnknownFieldsNamingThemByPointer() throws IOException {
    String outside = caseText.replaceFirst("\\{", "{\"discount\": \"1.00\",");
    assertThat(run("adjudicate", write("case.json", outside))).isEqualTo(2);
    assertThat(text()).contains("/discount");
    String inside =
        caseText.replace("\"itemCode\": \"DRUG-1\"", "\"itemCode\": \"DRUG-1\", \"vat\": 1");
    assertThat(run("adjudicate", write("case.json", inside))).isEqualTo(2);
    assertThat(text()).contains("/lines/2/vat");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "outpatient-fund, 595.00, 665.00",
    "inpatient-fund, 50590.00, 17410.00",
    "inpatient-policy-p, 7410.00, 10000.00",
    "inpatient-policy-p-near-its-cap, 1000.00, 16410.00",
    "inpatient-group-policy-q, 10269.00, 7141.00",
    "inpatient-policy-p-after-q, 7141.00, 0.00",
    "one-line-above-its-cap, 69.30, 50.70",
    "rounding, 30.65, 3.40"
  })
  void adjudicatesEachSampleCaseToTheFen(String name, String paid, String share) {
    Path sample = repository().resolve("infra/docs/cases/" + name + ".json");
    assertThat(run("adjudicate", sample.toString())).isZero();
    assertThat(text())
        .contains("\"amount\":\"" + paid + "\"")
        .contains("\"personShare\":\"" + share + "\"");
  }

  @Test
  void everySampleCaseIsInTheTestAbove() throws IOException {
    try (var files = Files.list(repository().resolve("infra/docs/cases"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(8);
    }
  }

  @Test
  void demoReadsItsCommandLineBeforeItStartsAnything() throws IOException {
    Path report = directory.resolve("report.json");
    assertThat(run("demo", "--json", report.toString(), "--hl7", "no-such-folder")).isEqualTo(2);
    assertThat(run("demo", "--json", report.toString(), "--load", "-1")).isEqualTo(2);
    assertThat(run("demo", "--items", directory.toString())).isEqualTo(2);
    assertThat(text()).contains("--items: cannot read " + directory + ": it is a folder");
    assertThat(run("demo", "--json", "/proc/none/report.json", "--exit")).isEqualTo(2);
    assertThat(directory.resolve(".yipiao")).doesNotExist();
  }

  @Test
  void demoReplacesAnOlderReportAlsoWhenItsCommandLineIsWrong() throws IOException {
    Path report = Path.of(write("report.json", "{\"failures\":[]}"));
    assertThat(run("demo", "--lod", "5", "--json", report.toString())).isEqualTo(2);
    assertThat(report)
        .content()
        .contains("\"unknown option --lod\"")
        .contains("\"validators\" : 0");
    assertThat(run("demo", "--json=" + report, "--hl7", "no-such-folder")).isEqualTo(2);
    assertThat(report).content().contains("no-such-folder: it does not exist");
  }

  @Test
  void demoRefusesAFolderWithoutMessagesBeforeItStartsAnything() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("messages"));
    assertThat(run("demo", "--exit", "--hl7", folder.toString())).isEqualTo(2);
    assertThat(text()).contains("--hl7").contains(folder + ": it is empty");
    Files.createDirectory(folder.resolve("inner"));
    assertThat(run("demo", "--exit", "--hl7", folder.toString())).isEqualTo(2);
    assertThat(text()).contains("--hl7").contains(folder + ": it holds no file");
    assertThat(directory.resolve(".yipiao")).doesNotExist();
  }

  @Test
  void demoWritesItsReportAlsoWhenNothingCanBeStarted() throws IOException {
    Path report = directory.resolve("new folder/report.json");
    assertThat(run("demo", "--exit", "--json", report.toString())).isEqualTo(1);
    assertThat(Files.readString(report)).contains("is not built").contains("\"validators\" : 0");
  }

  @Test
  void demoSaysInItsReportThatItsDataIsInUse() throws IOException {
    Path report = directory.resolve("report.json");
    try (Instance held = Instance.open(directory, "demo")) {
      assertThat(run("demo", "--exit", "--json", report.toString())).isEqualTo(1);
      assertThat(Files.readString(report)).contains(held.directory() + " is in use");
    }
  }

  @Test
  void logsOfAPartThatIsNoneIsAUsageError() throws IOException {
    assertThat(run("logs")).isEqualTo(2);
    Files.createDirectories(directory.resolve(".yipiao/up/logs"));
    Files.writeString(directory.resolve(".yipiao/up/logs/redis.log"), "ready\n");
    assertThat(run("logs", "mongodb")).isEqualTo(2);
    assertThat(text()).contains("mongodb").contains("redis");
    assertThat(run("logs", "redis")).isZero();
  }

  @Test
  void verifyCannotReadWhatIsMissingOrNoBundle() throws IOException {
    String text = write("bundle.json", "{}");
    assertThat(run("verify", directory.resolve("none").toString(), "--trust", text)).isEqualTo(2);
    assertThat(run("verify", text, "--trust", text)).isEqualTo(2);
    assertThat(run("verify", text)).isEqualTo(2);
  }

  @Test
  void verifyNamesTheFileThatItCannotReadAndTheReason() throws IOException {
    String bundle = write("bundle.json", golden("bundle"));
    String trust = write("consortium.json", golden("consortium"));
    String text = write("text.json", "no JSON");
    String missing = directory.resolve("none.json").toString();
    assertThat(run("verify", missing, "--trust", trust)).isEqualTo(2);
    assertThat(text()).isEqualTo("UNREADABLE bundle " + missing + ": it does not exist\n");
    assertThat(run("verify", bundle, "--trust", missing)).isEqualTo(2);
    assertThat(text()).isEqualTo("UNREADABLE trust root " + missing + ": it does not exist\n");
    assertThat(run("verify", text, "--trust", trust)).isEqualTo(2);
    assertThat(text()).startsWith("UNREADABLE bundle " + text + ": not JSON");
    assertThat(run("verify", bundle, "--trust", text)).isEqualTo(2);
    assertThat(text()).startsWith("UNREADABLE trust root " + text + ": not JSON");
    assertThat(run("verify", directory.toString(), "--trust", trust)).isEqualTo(2);
    assertThat(text()).isEqualTo("UNREADABLE bundle " + directory + ": it is a folder\n");
  }

  /**
   * The golden bundle's document is a made-up string: the ledger's side holds, the document not.
   */
  @Test
  void verifyNamesTheFirstBrokenLink() throws IOException {
    String bundle = write("bundle.json", golden("bundle"));
    String trust = write("consortium.json", golden("consortium"));
    assertThat(run("verify", bundle, "--trust", trust)).isEqualTo(1);
    assertThat(text()).startsWith("BROKEN at ");
    String cut = write("cut.json", golden("bundle").replace("index 2", "index 1"));
    assertThat(run("verify", cut, "--trust", trust)).isEqualTo(1);
    assertThat(run("verify", trust, "--trust", bundle)).isEqualTo(2);
    assertThat(text()).startsWith("UNREADABLE ");
  }

  @Test
  void verifySaysInTheLanguageAskedForWhatProgramsReadInNone() throws IOException {
    Path golden = repository().resolve("invoice-service/document/src/test/resources/golden");
    String bundle = golden.resolve("bundle.json").toString();
    String trust = golden.resolve("consortium.json").toString();
    assertThat(run("verify", bundle, "--trust", trust)).isZero();
    assertThat(text())
        .startsWith("VALID: issued, and final at that time; ")
        .contains("\ninvoice     110601260000000001\n", "\ntotal       1260.00 yuan\n");
    assertThat(run("verify", bundle, "--trust", trust, "--language", "zh-CN")).isZero();
    assertThat(text())
        .startsWith("VALID: 已开具，并在所示时间最终确定；")
        .contains("\n票据        110601260000000001\n", "\n总金额      1260.00 元\n");
    String cut = write("cut.json", Files.readString(Path.of(bundle)).replace("index 5", "index 4"));
    String broken = "BROKEN at LEDGER: INCLUSION\n";
    assertThat(run("verify", cut, "--trust", trust)).isEqualTo(1);
    assertThat(text()).isEqualTo(broken + "The leaf does not lead to the checkpoint's root.\n");
    assertThat(run("verify", cut, "--trust", trust, "--language", "zh-CN")).isEqualTo(1);
    assertThat(text()).isEqualTo(broken + "叶子无法通向检查点的根。\n");
    String text = write("text.json", "{\"document\": \"x\"}");
    assertThat(run("verify", text, "--trust", trust, "--language", "zh-CN")).isEqualTo(2);
    assertThat(text()).isEqualTo("UNREADABLE 证明包 " + text + "：缺少 $.leaf\n");
  }

  @Test
  void verifySaysThatATrustRootIsOlderThanTheBundleAndHowToGetOn() throws IOException {
    Path golden = repository().resolve("invoice-service/document/src/test/resources/golden");
    String bundle = golden.resolve("bundle.json").toString();
    String present = Files.readString(golden.resolve("consortium.json"));
    String older =
        write(
            "older.json",
            present.replaceFirst("\"fromSize\": ?0,", "\"fromSize\":0,\"toSize\":3,"));
    assertThat(run("verify", bundle, "--trust", older)).isEqualTo(1);
    assertThat(text())
        .startsWith("BROKEN at LEDGER: EPOCH\n")
        .contains("The trust root ends with size 3 ", "./yipiao follow " + older + " --node URL");
    assertThat(run("verify", bundle, "--trust", older, "--language", "zh-CN")).isEqualTo(1);
    assertThat(text()).startsWith("BROKEN at LEDGER: EPOCH\n").contains("信任根止于大小 3");
    String changed =
        write("changed.json", Files.readString(Path.of(bundle)).replace("index 5", "index 4"));
    assertThat(run("verify", changed, "--trust", golden.resolve("consortium.json").toString()))
        .isEqualTo(1);
    assertThat(text()).as("its age is not why").doesNotContain("older");
  }

  @Test
  void verifyFollowsEpochsFromTheTrustRootAndTakesNoOthers() throws IOException {
    Path golden = repository().resolve("invoice-service/document/src/test/resources/golden");
    String bundle = golden.resolve("bundle.json").toString();
    String trust = golden.resolve("consortium.json").toString();
    String none = write("none.json", "{\"changes\":[],\"last\":0}");
    assertThat(run("verify", bundle, "--trust", trust, "--epochs", none)).isZero();
    String others =
        write(
            "others.json",
            "{\"changes\":[\"%s\"],\"last\":1}"
                .formatted(Base64.getEncoder().encodeToString(goldenBytes("epoch-change-1"))));
    assertThat(run("verify", bundle, "--trust", trust, "--epochs", others)).isEqualTo(1);
    assertThat(text())
        .isEqualTo("BROKEN at EPOCHS: " + others + " does not follow from the trust root.\n");
    String nonsense = write("nonsense.json", "{}");
    assertThat(run("verify", bundle, "--trust", trust, "--epochs", nonsense)).isEqualTo(2);
    assertThat(text()).startsWith("UNREADABLE epochs " + nonsense + ": ");
  }

  private static String golden(String name) throws IOException {
    return new String(goldenBytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] goldenBytes(String name) throws IOException {
    Path file =
        repository()
            .resolve("ledger-node/protocol/src/test/resources/golden")
            .resolve(name + ".hex");
    return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
  }

  @Test
  void wipingDataInUseIsAFailureThatSaysSo() {
    try (Instance held = Instance.open(directory, "up")) {
      assertThat(run("down", "--wipe")).isEqualTo(1);
      assertThat(text()).contains(held.directory() + " is in use");
    }
  }

  @Test
  void statusOfAPlatformThatWasNeverStartedIsAFailureAndDownIsNot() {
    assertThat(run("status")).isEqualTo(1);
    assertThat(run("down", "--wipe")).isZero();
  }

  @Test
  void upRefusesAPortThatIsNone() {
    assertThat(run("up", "--port-invoice", "70000")).isEqualTo(2);
    assertThat(run("up", "--port-nothing", "7000")).isEqualTo(2);
    assertThat(run("up", "--port-edge", "8101", "--port-ledger-1", "8101")).isEqualTo(2);
    assertThat(text())
        .contains("port 8101 is asked for with --port-ledger-1 and with --port-edge")
        .contains("; see ./yipiao up --help");
  }

  /** Runs a command; {@link #said} then holds what it printed. */
  private int run(String... words) {
    Said last = Said.by(directory, environment, words);
    said = last.text();
    return last.exit();
  }

  /** What the last command printed. */
  private String text() {
    return said;
  }

  private static Path repository() {
    return Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
