package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.ClaimLookup;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.InvoiceLookup;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.protocol.bundle.IssuanceProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LocalConsortium;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/** The four validators of a consortium on the real engine, over HTTP, in one process. */
@TestMethodOrder(OrderAnnotation.class)
class FourNodesIT {

  private static final long FIRST = RunningConsortium.FIRST;
  private static final Duration LONG = RunningConsortium.LONG;

  @TempDir static Path directory;
  private static RunningConsortium running;
  private static LocalConsortium consortium;
  private static LedgerClient client;

  @BeforeAll
  static void startAll() throws Exception {
    running = RunningConsortium.start(directory, Map.of());
    consortium = running.local();
    client = running.client();
  }

  @AfterAll
  static void stopAll() {
    running.close();
  }

  @Test
  @Order(1)
  void makesAnIssuedInvoiceFinalWithABundleThatVerifiesOffline() throws Exception {
    var allocated = settle(transaction(DevelopmentMember.BUREAU, allocation()));
    assertThat(allocated.firstRefused()).isEmpty();

    List<Operation> invoices = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      invoices.add(invoice(i));
    }
    var issued = settle(transaction(DevelopmentMember.HOSPITAL_ONE, invoices));
    assertThat(issued.operations()).hasSize(20).allMatch(operation -> operation.applied());
    assertThat(issued.acceptedAt()).isPresent();

    var verifier = new LedgerProofVerifier(consortium.consortium().trust());
    for (var operation : issued.operations()) {
      var bundle = ProofBundle.decode(operation.bundle("a.b.c~").encode());
      assertThat(verifier.verifyIssuance(bundle.leaf(), bundle.proof()))
          .isInstanceOfSatisfying(
              IssuanceProof.Issued.class,
              proof ->
                  assertThat(proof.operation().invoiceId()).isEqualTo(FIRST + operation.index()));
    }
    assertThat(client.invoice(new InvoiceId(FIRST)))
        .isInstanceOfSatisfying(
            InvoiceLookup.Found.class,
            found -> assertThat(found.state().remainingFen()).isEqualTo(59_500));
    assertThat(client.invoice(new InvoiceId(FIRST + 999)))
        .isInstanceOf(InvoiceLookup.NotIssued.class);
  }

  @Test
  @Order(2)
  void saysWhatItHoldsUnderAPayersClaimId() throws Exception {
    int agency = DevelopmentMember.AGENCY.number().value();
    var claim = new ClaimId("0123456789abcdef0123456789abcdef");
    assertThat(client.claim(agency, claim)).isInstanceOf(ClaimLookup.NotKnown.class);
    Digest benefit = Digest.sha256(new byte[] {7});
    var reserved =
        settle(
            transaction(
                DevelopmentMember.AGENCY,
                List.of(
                    ReserveReimbursement.of(
                        new InvoiceId(FIRST),
                        claim,
                        Money.ofFen(9_500),
                        benefit,
                        benefit,
                        benefit,
                        Instant.now().plusSeconds(600),
                        true))));
    assertThat(reserved.firstRefused()).isEmpty();

    await().atMost(LONG).until(() -> client.claim(agency, claim) instanceof ClaimLookup.Found);
    var found = (ClaimLookup.Found) client.claim(agency, claim);
    assertThat(found.state().state()).isEqualTo("COMMITTED");
    assertThat(found.state().committedFen()).isEqualTo(9_500);
    assertThat(found.state().invoiceId()).isEqualTo(new InvoiceId(FIRST).toString());
    assertThat(found.state().benefit()).isEqualTo(benefit.hex());
  }

  @Test
  @Order(3)
  void answersATransactionThatIsHandedOverAgainWithItsFirstAcceptance() throws Exception {
    var transaction = transaction(DevelopmentMember.HOSPITAL_ONE, List.of(invoice(100)));
    var first = (Submission.Accepted) client.submit(transaction);
    settle(transaction);
    var again = (Submission.Accepted) client.submit(transaction);
    assertThat(again.acceptedAt()).isEqualTo(first.acceptedAt());
  }

  @Test
  @Order(4)
  void refusesWhatItCannotTakeByName() throws Exception {
    var good = transaction(DevelopmentMember.HOSPITAL_ONE, List.of(invoice(200)));
    byte[] forged = good.bytes();
    forged[forged.length - 1] ^= 1;
    assertThat(refusal(forged)).isEqualTo("BAD_SIGNATURE");
    assertThat(refusal(new byte[] {1, 2, 3})).isEqualTo("MALFORMED_TRANSACTION");
    assertThat(
            refusal(sign(DevelopmentMember.HOSPITAL_ONE, 201, Instant.now().minusSeconds(3_600))))
        .isEqualTo("TRANSACTION_EXPIRED");
    assertThat(
            refusal(sign(DevelopmentMember.HOSPITAL_ONE, 201, Instant.now().plusSeconds(90_000))))
        .isEqualTo("EXPIRY_TOO_FAR");
    settle(good);
    var reused = sameIdOtherContent(good);
    assertThat(refusal(reused.bytes())).isEqualTo("ID_REUSED");
  }

  @Test
  @Order(5)
  void servesHashesToEveryoneAndLeavesToMembersOnly() throws Exception {
    assertThat(get("/checkpoint", false).statusCode()).isEqualTo(200);
    var node = node(DevelopmentMember.BUREAU);
    int width = (int) Math.min(255, node.chain().finalSize());
    assertThat(get("/tile/0/000.p/" + width, false).body()).isNotEmpty();
    assertThat(get("/tile/0/000.p/0", false).statusCode()).isEqualTo(404);
    assertThat(get("/tile/0/900", false).statusCode()).isEqualTo(404);
    assertThat(get("/tile/entries/000.p/" + width, false).statusCode()).isEqualTo(401);
    assertThat(get("/tile/entries/000.p/" + width, true).statusCode()).isEqualTo(200);
    assertThat(get("/v1/blocks?from=0", false).statusCode()).isEqualTo(401);
    assertThat(get("/v1/genesis", true).body())
        .isEqualTo(
            new String(
                consortium.consortium().genesis().encode(),
                java.nio.charset.StandardCharsets.UTF_8));
    assertThat(get("/actuator/health", false).statusCode()).isEqualTo(200);
    assertThat(get("/actuator/prometheus", false).body())
        .contains(
            "ledger_final_size", "ledger_lies_total{", "ledger_cosignatures_withheld_seconds{");
    assertThat(get("/v3/api-docs", false).body()).contains("/v1/transactions");
  }

  @Test
  @Order(6)
  void goesOnWithOneNodeDownWhichComesBackEqual() throws Exception {
    consortium.stop(DevelopmentMember.INSURER);
    for (int i = 0; i < 5; i++) {
      var issued = settle(transaction(DevelopmentMember.HOSPITAL_ONE, List.of(invoice(300 + i))));
      assertThat(issued.operations()).allMatch(operation -> operation.applied());
    }
    consortium.start(DevelopmentMember.INSURER);
    consortium.awaitActive(Duration.ofMinutes(1));
    settle(transaction(DevelopmentMember.HOSPITAL_ONE, List.of(invoice(310))));
    long size = node(DevelopmentMember.BUREAU).chain().finalSize();
    await().atMost(LONG).until(() -> node(DevelopmentMember.INSURER).chain().log().size() >= size);
    assertThat(node(DevelopmentMember.INSURER).chain().log().root(size))
        .isEqualTo(node(DevelopmentMember.BUREAU).chain().log().root(size));
    assertThat(node(DevelopmentMember.INSURER).divergence().declared()).isFalse();
  }

  private static LedgerNode node(DevelopmentMember member) {
    return consortium.node(member);
  }

  private static List<Operation> allocation() {
    return List.of(RunningConsortium.allocation());
  }

  private static IssueInvoice invoice(int offset) {
    return RunningConsortium.invoice(offset);
  }

  private static Finality.Final settle(SignedTransaction transaction) {
    return running.settle(transaction);
  }

  private static String refusal(byte[] bytes) {
    return ((Submission.Refused) client.submit(bytes)).code();
  }

  private static SignedTransaction transaction(
      DevelopmentMember member, List<? extends Operation> operations) throws IOException {
    return running.transaction(member, operations);
  }

  private static byte[] sign(DevelopmentMember member, int offset, Instant expiry)
      throws IOException {
    return running
        .signed(member, TransactionId.random(new SecureRandom()), expiry, List.of(invoice(offset)))
        .bytes();
  }

  private static SignedTransaction sameIdOtherContent(SignedTransaction first) throws IOException {
    return running.signed(
        DevelopmentMember.HOSPITAL_ONE,
        first.header().transactionId(),
        first.header().expiry(),
        List.of(invoice(202)));
  }

  private static HttpResponse<String> get(String path, boolean authorized) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(consortium.uris().getFirst() + path));
    if (authorized) {
      request.header("Authorization", "Bearer " + consortium.token("agency"));
    }
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
