package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.ClaimsHttp;
import org.yipiao.claims.server.testing.ClaimsHttp.Reply;
import org.yipiao.claims.server.testing.IssuingHospital;
import org.yipiao.claims.server.testing.IssuingHospital.FinalInvoice;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedRegister;
import org.yipiao.claims.server.verification.Verification;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a claim that was accepted and then refused, over HTTP. */
class ClaimRefusalIT extends RunningClaims {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final NationalDocument DOCUMENT =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070011");
  private static final String ENGLISH = "en";
  private static final String CHINESE = "zh-CN,en;q=0.5";
  private static final String HAN = ".*\\p{IsHan}.*";

  private Reply call(String method, String path, String body, String language)
      throws IOException, InterruptedException {
    String token = TOKENS.token("insurer", "claims.read");
    return new ClaimsHttp(port).call(token, method, path, body, "Accept-Language", language);
  }

  private JsonNode view(ClaimId claim, String language) throws IOException, InterruptedException {
    Reply reply = call("GET", "/v1/claims/" + claim.value(), "", language);
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    return reply.json();
  }

  /** Code, field, reason and next step. */
  private List<String> refusal(ClaimId claim, String language)
      throws IOException, InterruptedException {
    JsonNode refusal = view(claim, language).path("refusal");
    return Stream.of("code", "field", "reason", "nextStep")
        .map(member -> refusal.path(member).asString())
        .toList();
  }

  private String insured() {
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    return person;
  }

  @Test
  void aClaimOnAStrangersInvoiceNamesThePersonInBothLanguages() throws Exception {
    String stranger = insured();
    IssuingHospital hospital = new IssuingHospital();
    try (ScriptedRegister register = new ScriptedRegister()) {
      registerAt(register.verification(hospital.trust()));
      FinalInvoice invoice = hospital.issue(DOCUMENT);
      register.put(invoice.id(), invoice.bundle());
      byte[] shown = invoice.bundle().document().getBytes(StandardCharsets.US_ASCII);
      SubmitClaim request =
          request("insurer", stranger, invoice.id().value(), Digest.sha256(shown).hex());
      register.grant(request.consent().consentId(), invoice.id(), fresh(32));
      Reply accepted =
          new ClaimsHttp(port)
              .call(
                  TOKENS.tokenOfPerson(stranger, "claims.submit"),
                  "POST",
                  "/v1/claims",
                  JSON.writeValueAsString(request));
      assertThat(accepted.status()).as("%s", accepted.json()).isEqualTo(202);
      assertThat(accepted.json().path("refusal").isNull()).isTrue();
      ClaimId claim = new ClaimId(request.claimId());

      assertThat(drive(claim).state()).isEqualTo(ClaimState.REFUSED);

      assertThat(refusal(claim, ENGLISH))
          .containsExactly(
              "PERSON_NOT_INSURED",
              "/personId",
              "The invoice is another person's.",
              "Claim for the person whose care it was.");
      assertThat(refusal(claim, CHINESE))
          .containsExactly("PERSON_NOT_INSURED", "/personId", "票据属于他人。", "请为就诊人本人申请。");
    }
  }

  @ParameterizedTest
  @EnumSource(ClaimRefusal.class)
  void everyRefusalNamesFieldAndReasonInBothLanguages(ClaimRefusal refusal) throws Exception {
    registerAt((_, _) -> new Verification.Refused(refusal));
    ClaimId claim = submit("insurer", insured(), number());

    assertThat(drive(claim).state()).isEqualTo(ClaimState.REFUSED);

    assertThat(refusal(claim, ENGLISH))
        .startsWith(refusal.name(), refusal.field())
        .noneMatch(String::isBlank)
        .noneMatch(text -> text.matches(HAN));
    List<String> chinese = refusal(claim, CHINESE);
    assertThat(chinese).startsWith(refusal.name(), refusal.field());
    assertThat(chinese.subList(2, 4)).allMatch(text -> text.matches(HAN));
  }

  @Test
  void aClaimThatWaitsForAPersonNamesTheWholeClaim() throws Exception {
    registerAt((_, _) -> new Verification.Unsure("BUNDLE_MALFORMED"));
    ClaimId claim = submit("insurer", insured(), number());

    assertThat(drive(claim).state()).isEqualTo(ClaimState.REVIEW);

    assertThat(refusal(claim, ENGLISH))
        .startsWith("BUNDLE_MALFORMED", "", "The claim cannot be decided by itself.");
    assertThat(view(claim, ENGLISH).at("/refusal/field").isString()).isTrue();
  }

  @Test
  void saysStatesAndProblemsInTheCallersLanguage() throws Exception {
    ClaimId claim = submit("insurer", insured(), number());

    drive(claim);

    assertThat(refusal(claim, ENGLISH))
        .startsWith("INVOICE_UNKNOWN", "/invoiceId", "The register has no such invoice.");
    assertThat(view(claim, ENGLISH).path("statusText").asString()).doesNotMatch(HAN);
    assertThat(view(claim, CHINESE).path("statusText").asString()).matches(HAN);
    Reply problem = call("GET", "/v1/claims/" + fresh(16), "", "zh-Hans-CN");
    assertThat(problem.json().path("detail").asString()).matches(HAN);
  }

  @Test
  void isDescribedWithTheFieldThatItNames() throws Exception {
    JsonNode description = call("GET", "/v3/api-docs", "", ENGLISH).json();
    assertThat(description.at("/components/schemas/Refusal/properties").propertyNames())
        .containsExactlyInAnyOrder("code", "field", "reason", "nextStep", "remainingFen");
  }
}
