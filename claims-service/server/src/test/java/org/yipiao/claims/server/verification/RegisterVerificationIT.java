package org.yipiao.claims.server.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.IssuingHospital;
import org.yipiao.claims.server.testing.IssuingHospital.FinalInvoice;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.api.InvoiceStatus;
import org.yipiao.invoice.api.PersonView;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.json.JsonMapper;

/** Claims on invoices of a real ledger, read from a register that may say anything. */
class RegisterVerificationIT extends RunningClaims {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final NationalDocument DOCUMENT =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070011");
  private static final String PERSON = fresh(32);

  private static IssuingHospital hospital;
  private static HttpServer server;

  /** What the register does with a request; status 0 stands for the answer it should give. */
  private static volatile int statusAnswer;

  private static volatile int bundleAnswer;
  private static volatile int resolveAnswer;
  private static volatile InvoiceState state = InvoiceState.FINAL;
  private static final Map<String, ProofBundle> BUNDLES = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    hospital = new IssuingHospital();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/invoices/", RegisterVerificationIT::invoice);
    server.createContext(
        "/v1/persons/resolve",
        exchange ->
            answer(exchange, resolveAnswer, JSON.writeValueAsBytes(new PersonView(PERSON))));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void invoice(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String id = path[3];
    assertThat(exchange.getRequestURI().getQuery())
        .matches("claim=[0-9a-f]{32}&presentation=[0-9a-f]{64}");
    if (path.length == 4) {
      Instant now = Instant.now();
      answer(
          exchange,
          BUNDLES.containsKey(id) ? statusAnswer : 404,
          JSON.writeValueAsBytes(
              new InvoiceStatus(
                  id,
                  state,
                  "hospital-one",
                  4,
                  true,
                  "00".repeat(32),
                  "OUTPATIENT_INVOICE",
                  1250,
                  1250,
                  now,
                  now,
                  now,
                  now,
                  null,
                  null)));
    } else {
      answer(
          exchange,
          bundleAnswer,
          BUNDLES.getOrDefault(id, new ProofBundle("", new byte[0], "")).encode());
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status == 0 ? 200 : status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @BeforeEach
  void askThere() {
    statusAnswer = 0;
    bundleAnswer = 0;
    resolveAnswer = 0;
    state = InvoiceState.FINAL;
    trust(hospital.trust());
    insure("insurer", PERSON, "commercial-p", 0);
  }

  private static void trust(TrustRoot trust) {
    var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    registerAt(
        new RegisterVerification(
            new BundleVerifier(trust), payer -> RegisterClient.of(base, payer.tokens())));
  }

  private FinalInvoice issue() throws IOException {
    return serve(hospital.issue(DOCUMENT));
  }

  private static FinalInvoice serve(FinalInvoice invoice) {
    BUNDLES.put(invoice.id().toString(), invoice.bundle());
    LEDGER.issue(invoice.id().value(), invoice.total().fen(), invoice.total().fen());
    return invoice;
  }

  private Claim claim(FinalInvoice invoice) {
    return drive(submit(invoice));
  }

  private ClaimId submit(FinalInvoice invoice) {
    return submit("insurer", PERSON, invoice.id().value(), shown(invoice));
  }

  /** What the register has is what the person shows. */
  private static String shown(FinalInvoice invoice) {
    return BUNDLES.getOrDefault(invoice.id().toString(), invoice.bundle()).document();
  }

  private void refusedWithoutATrace(Claim claim, ClaimState state, String code) {
    assertThat(claim.state()).isEqualTo(state);
    assertThat(claim.refusalCode()).isEqualTo(code);
    nothingIsHeld(claim.id(), claim.invoiceId());
  }

  private void nothingIsHeld(ClaimId id, long invoice) {
    assertThat(transactions(id)).isEmpty();
    assertThat(LEDGER.row(invoice).remainingFen()).isEqualTo(1_250);
    assertThat(BANK.paid(id.value())).isZero();
    for (String table : List.of("accumulator_entry", "bank_message")) {
      assertThat(
              jdbc.sql("SELECT COUNT(*) FROM " + table + " WHERE claim_id = ?")
                  .param(id.value())
                  .query(Long.class)
                  .single())
          .as(table)
          .isZero();
    }
  }

  @Test
  void paysForAnInvoiceWhoseProofHolds() throws IOException {
    FinalInvoice invoice = issue();

    Claim claim = claim(invoice);

    assertThat(claim.state()).as("%s", claim.refusalCode()).isEqualTo(ClaimState.PAID);
    assertThat(claim.amountFen()).isEqualTo(1_250);
    assertThat(LEDGER.row(invoice.id().value()).reimbursedFen()).isEqualTo(1_250);
  }

  @Test
  void refusesAStrangersInvoiceByNameAndHoldsNothing() throws IOException {
    String stranger = fresh(32);
    insure("insurer", stranger, "commercial-p", 0);
    FinalInvoice invoice = issue();
    Claim claim = drive(submit("insurer", stranger, invoice.id().value(), shown(invoice)));
    refusedWithoutATrace(claim, ClaimState.REFUSED, "PERSON_NOT_INSURED");
  }

  @Test
  void refusesAnInvoiceThatIsLinkedToNobody() throws IOException {
    Claim claim = claim(serve(hospital.issue(null)));
    refusedWithoutATrace(claim, ClaimState.REFUSED, "PERSON_NOT_LINKED");
  }

  @ParameterizedTest
  @EnumSource(
      value = InvoiceState.class,
      names = {"RECEIVED", "EXPIRED"})
  void waitsForAnInvoiceThatIsNotFinal(InvoiceState early) throws IOException {
    FinalInvoice invoice = issue();
    state = early;
    ClaimId id = submit(invoice);

    assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
    assertThat(drive(id).attempts()).isEqualTo(2);
    nothingIsHeld(id, invoice.id().value());
    state = InvoiceState.FINAL;

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void refusesAnInvoiceThatTheLedgerRefusedOrTheRegisterDoesNotKnow() throws IOException {
    FinalInvoice invoice = issue();
    state = InvoiceState.REFUSED;
    refusedWithoutATrace(claim(invoice), ClaimState.REFUSED, "INVOICE_NOT_ISSUED");
    state = InvoiceState.FINAL;
    BUNDLES.remove(invoice.id().toString());
    refusedWithoutATrace(claim(invoice), ClaimState.REFUSED, "INVOICE_UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "403,REFUSED,INVOICE_NOT_READABLE",
    "404,REFUSED,INVOICE_UNKNOWN",
    "410,REFUSED,INVOICE_ERASED",
    "400,REVIEW,REGISTER_REFUSED_400",
    "422,REVIEW,REGISTER_REFUSED_422"
  })
  void hasANameForEveryRefusalOfTheRegister(int status, ClaimState end, String code)
      throws IOException {
    bundleAnswer = status;
    refusedWithoutATrace(claim(issue()), end, code);
  }

  @Test
  void takesNoMoreOfAnAnswerThanABundleMayHave() throws IOException {
    FinalInvoice invoice = issue();
    ClaimId id = submit(invoice);
    ProofBundle sound = invoice.bundle();
    String endless = "x".repeat(ProofBundle.MAX_BYTES);
    BUNDLES.put(invoice.id().toString(), new ProofBundle(endless, sound.leaf(), sound.proof()));

    assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
    nothingIsHeld(id, invoice.id().value());
    serve(invoice);

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @ParameterizedTest
  @CsvSource({"401", "408", "409", "429", "500", "503"})
  void asksAgainWhileTheRegisterCannotSay(int status) throws IOException {
    FinalInvoice invoice = issue();
    ClaimId id = submit(invoice);
    for (Runnable trouble :
        List.<Runnable>of(
            () -> statusAnswer = status,
            () -> bundleAnswer = status,
            () -> resolveAnswer = status)) {
      trouble.run();
      assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
      statusAnswer = 0;
      bundleAnswer = 0;
      resolveAnswer = 0;
    }
    nothingIsHeld(id, invoice.id().value());
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void putsAProofThatDoesNotHoldToAPerson() throws IOException {
    FinalInvoice invoice = issue();
    FinalInvoice other = hospital.issue(DOCUMENT);
    ProofBundle sound = invoice.bundle();
    byte[] leaf = sound.leaf().clone();
    leaf[40] ^= 1;
    Map<ProofBundle, String> broken =
        Map.of(
            new ProofBundle(sound.document(), leaf, sound.proof()),
            "BUNDLE_LEDGER_BROKEN",
            new ProofBundle(other.bundle().document(), sound.leaf(), sound.proof()),
            "BUNDLE_BINDING_BROKEN",
            other.bundle(),
            "BUNDLE_OF_ANOTHER_INVOICE");
    broken.forEach((bundle, code) -> {
      BUNDLES.put(invoice.id().toString(), bundle);
      ClaimId id = submit(invoice);
      refusedWithoutATrace(drive(id), ClaimState.REVIEW, code);
      jdbc.sql("UPDATE claim SET live = NULL WHERE claim_id = ?").param(id.value()).update();
    });
  }

  @Test
  void putsADocumentThatThePersonDidNotShowToAPerson() throws IOException {
    FinalInvoice invoice = issue();
    ClaimId id = submit(invoice);
    show(invoice, disclosures -> disclosures.filter(each -> !text(each).contains("LAB-1")));
    refusedWithoutATrace(drive(id), ClaimState.REVIEW, "BUNDLE_OF_ANOTHER_PRESENTATION");
  }

  @Test
  void believesNoConsortiumButItsOwn() throws IOException {
    FinalInvoice invoice = issue();
    trust(TrustRoot.of(PAYERS.genesis(), List.of()));
    Claim claim = claim(invoice);
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).startsWith("BUNDLE_").endsWith("_BROKEN");
    nothingIsHeld(claim.id(), claim.invoiceId());
  }

  @Test
  void refusesABillThatIsNotShownWhole() throws IOException {
    FinalInvoice invoice = issue();
    show(invoice, disclosures -> disclosures.filter(each -> !text(each).contains("LAB-1")));
    refusedWithoutATrace(claim(invoice), ClaimState.REFUSED, "INCOMPLETE");
    show(invoice, disclosures -> disclosures.filter(each -> !text(each).contains("1990030700")));
    refusedWithoutATrace(claim(invoice), ClaimState.REFUSED, "PERSON_NOT_LINKED");
  }

  private static String text(String disclosure) {
    return new String(Base64.getUrlDecoder().decode(disclosure), StandardCharsets.UTF_8);
  }

  /** Serves the invoice with some of its disclosures alone. */
  private static void show(FinalInvoice invoice, UnaryOperator<Stream<String>> some) {
    ProofBundle bundle = invoice.bundle();
    String[] parts = bundle.document().split("~", -1);
    Stream<String> shown = some.apply(Stream.of(parts).skip(1).filter(each -> !each.isEmpty()));
    String document = parts[0] + "~" + shown.map(each -> each + "~").collect(Collectors.joining());
    assertThat(document).hasSizeLessThan(bundle.document().length());
    BUNDLES.put(invoice.id().toString(), new ProofBundle(document, bundle.leaf(), bundle.proof()));
  }
}
