package org.yipiao.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.DemoReport.OfflineVerification;
import org.yipiao.quickstart.demo.report.Findings;

class LookAroundTest {

  private static final String INVOICE = "110601260000000001";
  private static final Path REPOSITORY = Path.of(System.getProperty("yipiao.root"));

  @TempDir private Path folder;

  /** A platform none of whose ports is the usual one. */
  private static LookAround around(
      Path root, @Nullable String invoice, @Nullable OfflineVerification kept) {
    return new LookAround(
        root,
        root.resolve(".yipiao/demo"),
        port -> "http://127.0.0.1:" + (port.usual() + 1),
        "http://127.0.0.1:8081",
        List.of("13800000001", "13800000002"),
        List.of("http://127.0.0.1:8105", "http://127.0.0.1:8106"),
        invoice,
        kept);
  }

  private static LookAround around(Path root, @Nullable String invoice) {
    return around(root, invoice, null);
  }

  private static OfflineVerification kept(Path root) {
    Path data = root.resolve(".yipiao/demo");
    return new OfflineVerification(
        data.resolve("outpatient.bundle.json").toString(),
        data.resolve("consortium/consortium.json").toString(),
        "VALID");
  }

  @Test
  void printsTheAddressesAndACommandForThisPlatformsPorts() {
    assertThat(around(Path.of("/clone"), INVOICE).lines())
        .contains(
            "  invoices            http://127.0.0.1:8083",
            "  checkpoint          http://127.0.0.1:8105/checkpoint",
            "  data and logs       /clone/.yipiao/demo",
            "  anybody verifies    http://127.0.0.1:8081/verify",
            "  curl -sS http://127.0.0.1:8083/v1/invoices/110601260000000001"
                + " -H \"Authorization: Bearer $(CLIENTS=/clone/.yipiao/demo/clients"
                + " ISSUER=http://127.0.0.1:8081 bash /clone/infra/cli/token.sh his-hospital-one)\"");
  }

  @Test
  void saysWhichPhoneToTypeAndWhereTheCodeIsThatIsTypedThen() {
    assertThat(around(Path.of("/clone"), INVOICE).lines())
        .containsSubsequence(
            "  patients' app       http://127.0.0.1:8081/",
            "    type the phone 13800000001 or 13800000002",
            "  payers' page        http://127.0.0.1:8081/payers/",
            "    type the phone of one of its staff:",
            "      13700000011 agency-one, decides",
            "      13700000033 insurer-two-viewer, looks",
            "  then type the code: the newest 6 digits for that phone at",
            "                      http://127.0.0.1:8091/messages");
  }

  @Test
  void printsACommandThatVerifiesTheProofThatTheRunWrote() {
    Path root = Path.of("/clone");
    assertThat(around(root, INVOICE, kept(root)).lines())
        .contains(
            "  cd /clone && ./yipiao verify /clone/.yipiao/demo/outpatient.bundle.json"
                + " --trust /clone/.yipiao/demo/consortium/consortium.json")
        .endsWith("Ctrl-C stops everything.");
    assertThat(around(root, INVOICE).lines()).noneMatch(line -> line.contains("yipiao verify"));
  }

  @Test
  void asksTheGatewayWhenNoInvoiceWasIssued() {
    assertThat(around(Path.of("/clone"), null).command())
        .startsWith("curl -sS http://127.0.0.1:8085/v1/status ")
        .endsWith(" his-hospital-one)\"");
  }

  @Test
  void theCommandsScriptsArePartOfTheClone() {
    assertThat(REPOSITORY.resolve(LookAround.TOKEN_SCRIPT)).isRegularFile();
    assertThat(REPOSITORY.resolve("yipiao")).isExecutable();
  }

  /** The clone's path is one that a shell would take apart; curl and the script say what came. */
  @Test
  void aShellUnderstandsTheCommand() throws Exception {
    Path root = folder.resolve("it's a 医票 clone");
    Path script = root.resolve(LookAround.TOKEN_SCRIPT);
    Files.createDirectories(script.getParent());
    Files.writeString(script, "echo \"[$CLIENTS] [$ISSUER] [$*]\"\n");
    tool("curl", "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");

    assertThat(said(around(root, INVOICE).command()))
        .containsExactly(
            "-sS",
            "http://127.0.0.1:8083/v1/invoices/" + INVOICE,
            "-H",
            "Authorization: Bearer [%s] [http://127.0.0.1:8081] [his-hospital-one]"
                .formatted(root.resolve(".yipiao/demo/clients")));
  }

  @Test
  void aShellInAnyFolderUnderstandsTheCommandThatVerifies() throws Exception {
    Path root = Files.createDirectories(folder.resolve("it's a 医票 clone"));
    OfflineVerification kept = kept(root);
    executable(root.resolve("yipiao"), "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
    String command =
        around(root, INVOICE, kept).lines().stream()
            .filter(line -> line.contains("./yipiao verify "))
            .findFirst()
            .orElseThrow();

    assertThat(said(command.strip()))
        .containsExactly("verify", kept.bundle(), "--trust", kept.trust());
  }

  private void tool(String name, String text) throws IOException {
    executable(Files.createDirectories(folder.resolve("tools")).resolve(name), text);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private List<String> said(String command) throws Exception {
    var builder = new ProcessBuilder("/bin/bash", "-c", command).redirectErrorStream(true);
    builder.environment().put("PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));
    Process shell = builder.start();
    String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return text.lines().toList();
  }

  @Test
  void namesAnInvoiceThatTheRunIssued() {
    Findings findings = new Findings();
    assertThat(LookAround.invoiceOf(findings.report())).isNull();
    findings.answered(answer(null));
    findings.answered(answer("110601260000000002"));
    assertThat(LookAround.invoiceOf(findings.report())).isEqualTo("110601260000000002");
    findings.paid(new DemoReport.PaidClaim("agency", INVOICE, 126_000, 59_500, "PAID", 1));
    assertThat(LookAround.invoiceOf(findings.report())).isEqualTo(INVOICE);
  }

  private static DemoReport.Message answer(@Nullable String invoice) {
    return new DemoReport.Message(
        "a.hl7", 1, "C1", invoice == null ? "AR" : "AA", invoice, null, null, null, null, null);
  }
}
