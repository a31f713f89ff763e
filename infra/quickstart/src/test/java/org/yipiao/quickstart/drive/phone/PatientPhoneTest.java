package org.yipiao.quickstart.drive.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.JsonHttp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The phone against a platform that goes by another address than the one where it answers. */
class PatientPhoneTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final InvoiceId INVOICE = InvoiceId.parse(PretendPlatform.INVOICE);

  private final JsonHttp http = new JsonHttp();
  private final PretendPlatform platform;
  private final PatientPhone phone;

  PatientPhoneTest() throws IOException {
    platform = new PretendPlatform();
    phone =
        new PatientPhone(
            platform.address(),
            PretendPlatform.ORIGIN,
            PretendPlatform.PHONE,
            new SentCodes(http, platform.address(), () -> "token"));
  }

  @BeforeEach
  void signIn() throws IOException {
    phone.signIn();
  }

  @AfterEach
  void stop() {
    phone.close();
    http.close();
    platform.close();
  }

  @Test
  void signsInWithTheCodeThatWasSentForItAndIsKnownFromThenOn() throws IOException {
    assertThat(phone.homeWith(INVOICE).has("invoices")).isTrue();
  }

  /** The ledger may take a moment longer than the sign-in. */
  @Test
  void theFirstScreenIsTheOneWithTheInvoiceOnceItIsFinal() throws IOException {
    platform.states.addFirst("RECEIVED");
    JsonNode home = phone.homeWith(INVOICE);
    assertThat(home.at("/invoices/value/items/0/state").asString("")).isEqualTo("FINAL");
    assertThat(platform.states).containsExactly("FINAL");
  }

  @Test
  void aSignInThatEndsElsewhereIsAFailureThatSaysWhere() throws IOException {
    platform.landing = "/?problem=ACCESS_DENIED";
    assertThatThrownBy(phone::signIn)
        .hasMessage("the sign-in asks for no phone")
        .isInstanceOf(IOException.class);
    try (PatientPhone fresh =
        new PatientPhone(
            platform.address(),
            PretendPlatform.ORIGIN,
            "13800000009",
            new SentCodes(http, platform.address(), () -> "token"))) {
      assertThatThrownBy(fresh::signIn).hasMessage("the sign-in asks for no code: no such form");
    }
  }

  @Test
  void consentsToWhatTheScreenOfThatPayerSaysAndClaims() throws IOException {
    ClaimId claim = phone.claim(INVOICE, "agency", "P");
    String[] sent = platform.claimed.split(" ", 2);
    assertThat(sent[0]).isEqualTo(claim.value());
    JsonNode body = JsonMapper.shared().readTree(sent[1]);
    assertThat(body.path("claimId").asString()).isEqualTo(claim.value());
    assertThat(body.path("consentId").asString()).matches("[0-9a-f]{32}");
    assertThat(body.path("invoiceId").asString()).isEqualTo(PretendPlatform.INVOICE);
    assertThat(body.path("payer").asString()).isEqualTo("agency");
    assertThat(body.path("policy").asString()).isEqualTo("P");
    assertThat(body.path("fields").toString()).isEqualTo("[\"MONEY\",\"LINES\"]");
    assertThat(body.path("expiresAt").asString()).isEqualTo("2026-11-23T00:00:00Z");
  }

  @Test
  void claimsNowhereThatTheScreenDoesNotOffer() {
    assertThatThrownBy(() -> phone.claim(INVOICE, "agency", "another policy"))
        .hasMessageContaining("offers no claim at agency");
    assertThat(platform.claimed).isEmpty();
  }

  @Test
  void takesABrokenStreamUpWhereItWasLeftUntilItEnds() throws IOException {
    ClaimId claim = phone.claim(INVOICE, "agency", "P");
    List<String> states = new ArrayList<>();
    boolean ended = phone.watch(claim, step -> !states.add(step.state()), PATIENCE);
    assertThat(ended).isTrue();
    assertThat(states).containsExactly("SUBMITTED", "PAID");
    assertThat(platform.lastEventIds()).containsExactly("null", "1");
    assertThat(phone.claimed(claim).path("claim").path("status").asString()).isEqualTo("PAID");
  }

  @Test
  void watchesNoLongerThanToTheStepThatIsWaitedFor() throws IOException {
    ClaimId claim = phone.claim(INVOICE, "agency", "P");
    assertThat(phone.watch(claim, step -> step.state().equals("SUBMITTED"), PATIENCE)).isTrue();
    assertThat(platform.lastEventIds()).containsExactly("null");
  }

  @Test
  void whoHasNotSignedInIsToldSo() throws IOException {
    try (PatientPhone stranger =
        new PatientPhone(
            platform.address(),
            PretendPlatform.ORIGIN,
            PretendPlatform.PHONE,
            new SentCodes(http, platform.address(), () -> "token"))) {
      assertThatThrownBy(stranger::home).hasMessageContaining("401 SIGN_IN_NEEDED");
    }
  }
}
