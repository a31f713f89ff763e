package org.yipiao.claims.server.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.IssuingHospital;
import org.yipiao.claims.server.testing.IssuingHospital.FinalInvoice;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.claims.server.testing.ScriptedRegister;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Claims on invoices of a real ledger, read from a register that may say anything. */
class RegisterVerificationIT extends RunningClaims {

  private static final NationalDocument DOCUMENT =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070011");
  private static final String PERSON = fresh(32);

  private static IssuingHospital hospital;
  private static ScriptedRegister register;

  @BeforeAll
  static void start() throws IOException {
    hospital = new IssuingHospital();
    register = new ScriptedRegister();
  }

  @AfterAll
  static void stop() {
    register.close();
  }

  @BeforeEach
  void askThere() {
    register.reset();
    registerAt(register.verification(hospital.trust()));
    insure("insurer", PERSON, "commercial-p", 0);
  }

  private FinalInvoice issue() throws IOException {
    return serve(hospital.issue(DOCUMENT));
  }

  private static FinalInvoice serve(FinalInvoice invoice) {
    register.put(invoice.id(), invoice.bundle());
    LEDGER.issue(invoice.id().value(), invoice.total().fen(), invoice.total().fen());
    return invoice;
  }

  private Claim claim(FinalInvoice invoice) {
    return drive(submit(invoice));
  }

  private ClaimId submit(FinalInvoice invoice) {
    return submit(invoice, PERSON);
  }

  /**
   * By a consent to show what the register has of the invoice now, which it says is the owner's.
   */
  private ClaimId submit(FinalInvoice invoice, String owner) {
    SubmitClaim request = request("insurer", PERSON, invoice.id().value(), hash(invoice));
    register.grant(request.consent().consentId(), invoice.id(), owner);
    return submit(request);
  }

  /** What the register has is what the person shows. */
  private static String shown(FinalInvoice invoice) {
    return register.bundle(invoice.id()).orElse(invoice.bundle()).document();
  }

  /** Whether the register has written down for good that it was asked and could not say yet. */
  private boolean leavesATrace(ClaimId id) {
    Claim claim = claims.find(id).orElseThrow();
    Verification found = register.verification(hospital.trust()).verify(payer("insurer"), claim);
    return found instanceof Verification.NotYet notYet && notYet.leavesTrace();
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

  @ParameterizedTest
  @EnumSource(
      value = InvoiceState.class,
      names = {"RECEIVED", "EXPIRED"})
  void waitsForAnInvoiceThatIsNotFinal(InvoiceState early) throws IOException {
    FinalInvoice invoice = issue();
    register.state = early;
    ClaimId id = submit(invoice);

    assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
    assertThat(drive(id).attempts()).isEqualTo(2);
    assertThat(leavesATrace(id)).isTrue();
    nothingIsHeld(id, invoice.id().value());
    register.state = InvoiceState.FINAL;

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void refusesAnInvoiceThatTheLedgerRefused() throws IOException {
    FinalInvoice invoice = issue();
    register.state = InvoiceState.REFUSED;
    refusedWithoutATrace(claim(invoice), ClaimState.REFUSED, "INVOICE_NOT_ISSUED");
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
    register.bundleAnswer = status;
    refusedWithoutATrace(claim(issue()), end, code);
  }

  @Test
  void takesNoMoreOfAnAnswerThanABundleMayHave() throws IOException {
    FinalInvoice invoice = issue();
    ClaimId id = submit(invoice);
    ProofBundle sound = invoice.bundle();
    String endless = "x".repeat(ProofBundle.MAX_BYTES);
    register.put(invoice.id(), new ProofBundle(endless, sound.leaf(), sound.proof()));

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
            () -> register.statusAnswer = status, () -> register.bundleAnswer = status)) {
      trouble.run();
      assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
      assertThat(leavesATrace(id)).isFalse();
      register.reset();
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
      register.put(invoice.id(), bundle);
      ClaimId id = submit(invoice);
      refusedWithoutATrace(drive(id), ClaimState.REVIEW, code);
      jdbc.sql("UPDATE claim SET live = NULL WHERE claim_id = ?").param(id.value()).update();
    });
  }

  @Test
  void believesNoConsortiumButItsOwn() throws IOException {
    FinalInvoice invoice = issue();
    registerAt(register.verification(TrustRoot.of(PAYERS.genesis(), List.of())));
    Claim claim = claim(invoice);
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).startsWith("BUNDLE_").endsWith("_BROKEN");
    nothingIsHeld(claim.id(), claim.invoiceId());
  }

  @Test
  void paysByAConsentThatShowsNoMoreThanADecisionNeeds() throws IOException {
    FinalInvoice invoice = issue();
    show(invoice, disclosures -> disclosures.filter(each -> !text(each).contains("1990030700")));

    Claim claim = drive(submit(invoice));

    assertThat(claim.state()).as("%s", claim.refusalCode()).isEqualTo(ClaimState.PAID);
    assertThat(claim.amountFen()).isEqualTo(1_250);
  }

  @Test
  void refusesByAConsentWhatIsNotShownWholeOrIsAnotherPersons() throws IOException {
    FinalInvoice invoice = issue();
    refusedWithoutATrace(
        drive(submit(invoice, fresh(32))), ClaimState.REFUSED, "PERSON_NOT_INSURED");
    show(invoice, disclosures -> disclosures.filter(each -> !text(each).contains("LAB-1")));
    refusedWithoutATrace(drive(submit(invoice)), ClaimState.REFUSED, "INCOMPLETE");
  }

  @Test
  void refusesAConsentThatTheRegisterKeepsForSomethingElse() throws IOException {
    FinalInvoice invoice = issue();
    FinalInvoice other = issue();
    for (SubmitClaim request :
        List.of(
            request("insurer", PERSON, invoice.id().value()),
            request("insurer", PERSON, other.id().value(), hash(invoice)))) {
      register.grant(request.consent().consentId(), invoice.id(), PERSON);
      refusedWithoutATrace(drive(submit(request)), ClaimState.REFUSED, "CONSENT_UNKNOWN");
    }
    SubmitClaim unknown = request("insurer", PERSON, invoice.id().value(), hash(invoice));
    refusedWithoutATrace(drive(submit(unknown)), ClaimState.REFUSED, "CONSENT_UNKNOWN");
  }

  private static String hash(FinalInvoice invoice) {
    return Digest.sha256(shown(invoice).getBytes(StandardCharsets.US_ASCII)).hex();
  }

  @Test
  void putsADocumentThatIsNotTheConsentsToAPerson() throws IOException {
    FinalInvoice invoice = issue();
    ClaimId id = submit(invoice);
    show(invoice, disclosures -> disclosures.filter(each -> !text(each).contains("LAB-1")));
    refusedWithoutATrace(drive(id), ClaimState.REVIEW, "BUNDLE_OF_ANOTHER_PRESENTATION");
  }

  @ParameterizedTest
  @CsvSource({
    "403 CONSENT_EXPIRED,REFUSED,CONSENT_EXPIRED",
    "403 CONSENT_REVOKED,REFUSED,CONSENT_REVOKED",
    "403 CONSENT_USED_UP,REFUSED,INVOICE_NOT_READABLE",
    "403 PURPOSE_MISSING,REFUSED,INVOICE_NOT_READABLE",
    "404 CONSENT_UNKNOWN,REFUSED,CONSENT_UNKNOWN",
    "410 ERASED,REFUSED,INVOICE_ERASED",
    "400 REQUEST_INVALID,REVIEW,REGISTER_REFUSED_400"
  })
  void hasANameForEveryRefusalOfAConsent(String problem, ClaimState end, String code)
      throws IOException {
    FinalInvoice invoice = issue();
    ClaimId id = submit(invoice);
    register.consentProblem = problem;
    refusedWithoutATrace(drive(id), end, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 TOKEN_EXPIRED", "409 NOT_FINAL", "429 TOO_MANY", "503 UNAVAILABLE"})
  void asksByAConsentAgainWhileTheRegisterCannotSay(String problem) throws IOException {
    FinalInvoice invoice = issue();
    ClaimId id = submit(invoice);
    register.consentProblem = problem;
    assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
    assertThat(leavesATrace(id)).isFalse();
    nothingIsHeld(id, invoice.id().value());
    register.reset();

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void paysWhatIsReservedThoughTheConsentIsTakenBackMeanwhile() throws IOException {
    BANK.mood = ScriptedBank.Mood.SILENT;
    ClaimId id = submit(issue());
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    register.consentProblem = "403 CONSENT_REVOKED";
    BANK.mood = ScriptedBank.Mood.SETTLES;

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @ParameterizedTest
  @CsvSource({"line_0001,service_date", "encounter,date"})
  void putsCareOfADayAfterItsInvoiceToAPerson(String claim, String member) throws IOException {
    JsonNode later = JsonNodeFactory.instance.stringNode("2999-06-01");
    refusedWithoutATrace(
        claim(serve(hospital.forge(DOCUMENT, changed(claim, member, later)))),
        ClaimState.REVIEW,
        "CARE_AFTER_ISSUE");
  }

  private static BiFunction<String, JsonNode, JsonNode> changed(
      String claim, String member, JsonNode value) {
    return (name, content) ->
        name.equals(claim) ? ((ObjectNode) content.deepCopy()).set(member, value) : content;
  }

  @Test
  void putsAnInvoiceThatIsDatedAfterItsBlockToAPerson() throws IOException {
    JsonNode later =
        JsonNodeFactory.instance.numberNode(
            Instant.now().plus(Duration.ofHours(2)).getEpochSecond());
    FinalInvoice invoice =
        serve(hospital.forge(DOCUMENT, (name, value) -> name.equals("iat") ? later : value));
    refusedWithoutATrace(claim(invoice), ClaimState.REVIEW, "ISSUED_AFTER_ITS_BLOCK");
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
    register.put(invoice.id(), new ProofBundle(document, bundle.leaf(), bundle.proof()));
  }
}
