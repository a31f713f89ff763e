package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.acceptance.independent.IndependentState;
import org.yipiao.embedded.shared.SharedTestConsortium;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger explorer in a real Chromium on four running nodes, at the size of a phone and of a
 * desk; the walk is {@code ledger-node/explorer/browser/explorer.mjs}. Then what those nodes prove
 * of an invoice, by the verifier that is written from the specification alone.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExplorerBrowserTest {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final InvoiceId FIRST = InvoiceId.parse("110601260000700001");
  private static final InvoiceId NOT_ISSUED = InvoiceId.parse("110601260000700999");
  private static final InvoiceId CLAIMED = new InvoiceId(FIRST.value() + 2);

  private final Path directory;
  private SharedTestConsortium consortium;
  private LedgerDesk desk;

  ExplorerBrowserTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void start() throws IOException {
    consortium = SharedTestConsortium.get();
    desk = new LedgerDesk(consortium, FIRST);
  }

  @AfterAll
  void stop() {
    desk.close();
  }

  @Test
  @Order(1)
  void showsMembersAndAnybodyWhatTheirOwnBrowserHasVerified() throws Exception {
    desk.allocate();
    desk.issue(20);
    desk.commit(new InvoiceId(FIRST.value() + 1), Money.ofFen(9_500));
    var script =
        new ProcessBuilder("node", "browser/explorer.mjs", cast(consortium).toString())
            .directory(ROOT.resolve("ledger-node/explorer").toFile());
    // What the browser unpacks stays in the clone, as everything does.
    Path unpacked = Files.createDirectories(ROOT.resolve(".yipiao/chromium"));
    script.environment().put("TMPDIR", unpacked.toString());
    Walk.run(script, Map.of("issue", () -> desk.issue(3), "activate", desk::activateVersionTwo));
  }

  /** Each step of a claim, as the nodes prove it since the walk has activated the state map. */
  @Test
  @Order(2)
  void whatANodeProvesOfAClaimHoldsByTheSpecificationAlone() throws Exception {
    var claim = new ClaimId("00112233445566778899aabbccddeeff");
    assertThat(proven(NOT_ISSUED)).isEqualTo("NONE");
    assertProven(0, 0, 0, 0);
    desk.pays(LedgerDesk.reservation(CLAIMED, claim, Money.ofFen(9_500), false));
    assertProven(9_500, 0, 0, 0);
    desk.pays(CommitReservation.of(CLAIMED, claim));
    assertProven(0, 9_500, 0, 0);
    desk.pays(SettleReimbursement.of(CLAIMED, claim, Money.ofFen(9_000), LedgerDesk.EVIDENCE));
    assertProven(0, 0, 9_000, 0);
    desk.pays(
        ReturnReimbursement.of(
            CLAIMED,
            claim,
            new ReturnId("ffeeddccbbaa99887766554433221100"),
            Money.ofFen(4_000),
            LedgerDesk.EVIDENCE));
    assertProven(0, 0, 5_000, 4_000);
  }

  private void assertProven(long reserved, long committed, long reimbursed, long returned)
      throws IOException {
    assertThat(proven(CLAIMED))
        .matches("VALUE [0-9a-f]{8}01[0-9a-f]{64}[0-9a-f]{96}")
        .endsWith(
            "%016x%016x%016x%016x%016x%016x"
                .formatted(
                    LedgerDesk.CLAIMABLE_FEN,
                    LedgerDesk.TOTAL_FEN,
                    reserved,
                    committed,
                    reimbursed,
                    returned));
  }

  private String proven(InvoiceId invoice) throws IOException {
    return IndependentState.verify(
        invoice.value(), desk.stateProof(invoice), Files.readString(consortium.trust()));
  }

  private Path cast(SharedTestConsortium consortium) throws IOException {
    Map<String, Object> cast =
        Map.of(
            "door", consortium.nodes().getFirst().toString(),
            "pictures", ROOT.resolve("infra/acceptance/target/screenshots").toString(),
            "token", consortium.token(),
            "trust", consortium.trust().toString(),
            "whole", FIRST.toString(),
            "committed", new InvoiceId(FIRST.value() + 1).toString(),
            "absent", NOT_ISSUED.toString());
    return Files.writeString(
        directory.resolve("cast.json"), JsonMapper.shared().writeValueAsString(cast));
  }
}
