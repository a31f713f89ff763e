package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.embedded.shared.SharedTestConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What members of a consortium submit themselves, without anything before the ledger. */
final class LedgerDesk implements AutoCloseable {

  /** Of each invoice, in fen; what the person paid of it. */
  static final long TOTAL_FEN = 126_000;

  static final long CLAIMABLE_FEN = 66_500;

  /** For whatever is only on the ledger by its digest. */
  static final Digest EVIDENCE = Digest.sha256(new byte[] {7});

  private static final String HOSPITAL = "hospital-one";
  private static final String BUREAU = "bureau";
  private static final String PAYER = "agency";
  private static final int ATTEMPTS = 20;
  private static final int NUMBERS = 1_000;

  private final SharedTestConsortium consortium;
  private final Genesis genesis;
  private final HttpClient http = HttpClient.newHttpClient();
  private final SecureRandom random = new SecureRandom();
  private final InvoiceId first;
  private int issued;

  /**
   * @param first of a range that nobody has
   */
  LedgerDesk(SharedTestConsortium consortium, InvoiceId first) throws IOException {
    this.consortium = consortium;
    this.genesis = Genesis.decode(Files.readAllBytes(consortium.genesis()));
    this.first = first;
  }

  void allocate() {
    settle(BUREAU, List.of(AllocateNumbers.of(member(HOSPITAL).number(), "one", first, NUMBERS)));
  }

  /** Issues so many, in one transaction. */
  void issue(int count) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] document = Integer.toString(issued).getBytes(StandardCharsets.US_ASCII);
      operations.add(
          new IssueInvoice(
              first.value() + issued, Digest.sha256(document), CLAIMABLE_FEN, TOTAL_FEN));
      issued++;
    }
    settle(HOSPITAL, operations);
  }

  /** Sets an amount of an invoice aside and binds the payer to pay it. */
  void commit(InvoiceId invoice, Money amount) {
    pays(reservation(invoice, new ClaimId("0123456789abcdef".repeat(2)), amount, true));
  }

  static Operation reservation(InvoiceId invoice, ClaimId claim, Money amount, boolean commit) {
    return ReserveReimbursement.of(
        invoice,
        claim,
        amount,
        EVIDENCE,
        EVIDENCE,
        EVIDENCE,
        Instant.now().plusSeconds(600),
        commit);
  }

  /** The payer submits an operation, which is applied. */
  void pays(Operation operation) {
    settle(PAYER, List.of(operation));
  }

  /** What the node proves of an invoice now. */
  String stateProof(InvoiceId invoice) {
    var answer = send(request("v1/state-proof/invoices/" + invoice).GET());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** A quorum agrees to version 2 of the contract, and blocks follow until it is in force. */
  void activateVersionTwo() {
    long at = overview().at("/node/height").asLong() + 3;
    var agreement =
        Agreement.until(
            OperationType.ACTIVATE_CONTRACT,
            new ActivateContract.Change(2, at).encode(),
            0,
            Instant.now().plusSeconds(3_600));
    List<Approval> approvals = new ArrayList<>();
    for (String approver : List.of(BUREAU, PAYER, "insurer")) {
      var keys = keys(approver);
      approvals.add(
          Approval.sign(
              genesis.ledgerId(),
              agreement,
              member(approver).number().value(),
              keys.id(),
              keys.signer()));
    }
    settle(HOSPITAL, List.of(new ActivateContract(Approved.by(agreement, approvals))));
    for (int i = 0; i < ATTEMPTS && contractVersion() < 2; i++) {
      issue(1);
    }
    assertThat(contractVersion()).isEqualTo(2);
  }

  int contractVersion() {
    return overview().at("/ledger/contractVersion").asInt();
  }

  private JsonNode overview() {
    return JsonMapper.shared().readTree(send(request("explorer/api/overview").GET()).body());
  }

  private GenesisMember member(String name) {
    return genesis.members().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private record Keys(int id, MessageSigner signer) {}

  private Keys keys(String member) {
    try {
      var key = KeyFiles.load(consortium.members().resolve(member).resolve("transaction.p12"));
      return new Keys(
          KeyId.of(key.certificate().getPublicKey()),
          genesis.signatureSuite(random).signer(key.privateKey()));
    } catch (IOException e) {
      throw new AssertionError("no keys of " + member, e);
    }
  }

  /** Hands it over, and waits until it is final and nothing of it was refused. */
  private void settle(String by, List<? extends Operation> operations) {
    var keys = keys(by);
    var transaction =
        SignedTransaction.sign(
            genesis.ledgerId(),
            member(by).number().value(),
            keys.id(),
            TransactionId.random(random),
            Instant.now().plusSeconds(120),
            false,
            operations,
            keys.signer());
    var taken =
        send(
            request("v1/transactions")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(transaction.bytes())));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    var header = transaction.header();
    String path =
        "v1/transactions/%d/%s?waitMillis=10000"
            .formatted(header.member(), header.transactionId().value());
    JsonNode view = JsonMapper.shared().readTree("{}");
    for (int i = 0; i < ATTEMPTS && !view.path("state").asString("").equals("FINAL"); i++) {
      view = JsonMapper.shared().readTree(send(request(path).GET()).body());
    }
    assertThat(view.path("state").asString("")).as(view.toString()).isEqualTo("FINAL");
    for (JsonNode operation : view.path("operations")) {
      assertThat(operation.path("outcome").asString()).isEqualTo("APPLIED");
    }
  }

  private HttpRequest.Builder request(String path) {
    URI node = consortium.nodes().getFirst();
    return HttpRequest.newBuilder(node.resolve("/" + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + consortium.token());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("the node does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
