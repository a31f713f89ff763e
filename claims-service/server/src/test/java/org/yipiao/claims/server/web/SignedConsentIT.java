package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.claim.ClaimIntake.Intake;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.ClaimsHttp;
import org.yipiao.claims.server.testing.ClaimsHttp.Reply;
import org.yipiao.claims.server.testing.ConsentSigner;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.verification.Verification;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Claims of persons who have signed in, with consents that the register has signed. */
class SignedConsentIT extends RunningClaims {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SECOND = "second";

  private record Kept(
      @Nullable String consentId, @Nullable String nonce, @Nullable String signed) {}

  private String insured() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    insureUnder(SECOND, "agency", person, OUTPATIENT);
    return person;
  }

  private Reply submitted(String token, SubmitClaim claim)
      throws IOException, InterruptedException {
    return new ClaimsHttp(port).call(token, "POST", "/v1/claims", JSON.writeValueAsString(claim));
  }

  private Reply submittedBy(String person, SubmitClaim claim)
      throws IOException, InterruptedException {
    return submitted(TOKENS.tokenOfPerson(person, "claims.submit"), claim);
  }

  private void refused(Reply reply, int status, String code, String pointer) {
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().at("/fields/0/pointer").asString()).isEqualTo(pointer);
    assertThat(reply.json().at("/fields/0/reason").asString()).isNotBlank();
  }

  @Test
  void areTakenOfWhoHasSignedInAndKeptWithTheRegistersSignature() throws Exception {
    String person = insured();
    SubmitClaim claim = request("agency", person, simple(10_000));
    SubmitClaim.Consent consent = claim.consent();
    byte[] payload = ConsentSigner.payload(consent).canonical().getBytes(StandardCharsets.US_ASCII);

    Reply taken = submittedBy(person, claim);
    Reply again = submittedBy(person, claim);

    assertThat(taken.status()).as("%s", taken.json()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(taken.json().path("consentDigest").asString())
        .isEqualTo(Digest.sha256(payload).hex());
    assertThat(
            jdbc.sql(
                    """
                    SELECT consent_id, consent_nonce AS nonce, consent_signed AS signed FROM claim
                    WHERE claim_id = ?
                    """)
                .param(claim.claimId())
                .query(Kept.class)
                .single())
        .isEqualTo(new Kept(consent.consentId(), consent.nonce(), consent.signed()));
    assertThat(claims.find(new ClaimId(claim.claimId())).orElseThrow().consentId())
        .isEqualTo(consent.consentId());
  }

  @Test
  void areTakenOfThePersonAloneAndOfNoProgramWhosever() throws Exception {
    SubmitClaim claim = request("agency", insured(), simple(10_000));

    refused(submittedBy(fresh(32), claim), 403, "FORBIDDEN", "/personId");
    for (String tenant : List.of("platform", "agency", "hospital-one")) {
      String program = TOKENS.token(tenant, "claims.submit");
      refused(submitted(program, claim), 403, "FORBIDDEN", "/personId");
    }
    String staff = TOKENS.tokenOfStaff("platform", "li.na", "claims.submit");
    refused(submitted(staff, claim), 403, "FORBIDDEN", "/personId");
    assertThat(claims.find(new ClaimId(claim.claimId()))).isEmpty();
  }

  @Test
  void needIdAndSignature() throws Exception {
    String person = insured();
    SubmitClaim claim = request("agency", person, simple(10_000));
    String token = TOKENS.tokenOfPerson(person, "claims.submit");
    for (String missing : List.of("consentId", "signed")) {
      ObjectNode form = JSON.valueToTree(claim);
      ((ObjectNode) form.path("consent")).putNull(missing);
      Reply reply = new ClaimsHttp(port).call(token, "POST", "/v1/claims", form.toString());
      refused(reply, 422, "FIELDS_INVALID", "/consent/" + missing);
      ((ObjectNode) form.path("consent")).remove(missing);
      Reply without = new ClaimsHttp(port).call(token, "POST", "/v1/claims", form.toString());
      refused(without, 422, "FIELDS_INVALID", "/consent/" + missing);
    }
    assertThat(claims.find(new ClaimId(claim.claimId()))).isEmpty();
  }

  @Test
  void areRefusedWithASignatureOverAnythingElse() throws Exception {
    String person = insured();
    SubmitClaim claim = request("agency", person, simple(10_000));
    SubmitClaim.Consent of = claim.consent();
    String stranger =
        ConsentSigner.sign(
            ConsentSigner.header().build(),
            ConsentSigner.payload(of).canonical(),
            ConsentSigner.key());
    SubmitClaim longer = endingAt(claim, of.expiresAt().plus(1, ChronoUnit.DAYS));
    for (String signed : List.of(stranger, longer.consent().signed())) {
      SubmitClaim forged = ConsentSigner.with(claim, fresh(16), signed);
      refused(submittedBy(person, forged), 422, "CONSENT_INVALID", "/consent/signed");
    }
    assertThat(claims.find(new ClaimId(claim.claimId()))).isEmpty();
  }

  @Test
  void areRefusedByAPayerForWhomThePersonHasNotConsented() throws Exception {
    String person = insured();
    insure("insurer", person, "commercial-p", 0);
    long invoice = simple(10_000);
    SubmitClaim signed = request("agency", person, invoice);
    SubmitClaim.Consent of = signed.consent();
    var renamed =
        new SubmitClaim.Consent(
            of.presentationHash(),
            "insurer",
            of.purpose(),
            of.expiresAt(),
            of.nonce(),
            of.consentId(),
            of.signed());

    refused(
        submittedBy(person, at("insurer", signed, of)), 422, "CONSENT_INVALID", "/consent/payer");
    refused(
        submittedBy(person, at("insurer", signed, renamed)),
        422,
        "CONSENT_INVALID",
        "/consent/signed");
  }

  private static SubmitClaim at(String payer, SubmitClaim of, SubmitClaim.Consent consent) {
    return new SubmitClaim(
        of.claimId(), payer, of.invoiceId(), of.personId(), of.policy(), consent);
  }

  @Test
  void serveOneClaimForEverWhateverBecameOfIt() throws Exception {
    String person = insured();
    registerAt((_, _) -> new Verification.Refused(ClaimRefusal.INVOICE_UNKNOWN));
    SubmitClaim first = request("agency", person, simple(10_000));
    assertThat(submittedBy(person, first).status()).isEqualTo(202);
    assertThat(drive(new ClaimId(first.claimId())).state()).isEqualTo(ClaimState.REFUSED);
    SubmitClaim.Consent consent = first.consent();
    SubmitClaim.Consent otherName =
        ConsentSigner.with(first, fresh(16), consent.signed()).consent();

    refused(submittedBy(person, anew(first)), 409, "CONSENT_USED", "/consent/consentId");
    refused(
        submittedBy(person, anew(at("agency", first, otherName))),
        409,
        "CONSENT_USED",
        "/consent/consentId");
    SubmitClaim fresh = request("agency", person, simple(10_000));
    assertThat(submittedBy(person, fresh).status()).isEqualTo(202);
  }

  @RepeatedTest(5)
  void serveOneOfTwoClaimsThatComeAtTheSameMoment() throws Exception {
    SubmitClaim one = request("agency", insured(), simple(10_000));
    SubmitClaim other = anew(under(SECOND, one));
    var start = new CyclicBarrier(2);
    List<Intake> taken = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Intake>> tasks = new ArrayList<>();
      for (SubmitClaim claim : List.of(one, other)) {
        tasks.add(() -> {
          start.await();
          return take(claim);
        });
      }
      for (var task : threads.invokeAll(tasks)) {
        taken.add(task.get());
      }
    }

    assertThat(taken).containsExactlyInAnyOrder(Intake.TAKEN, Intake.CONSENT_USED);
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM claim WHERE consent_id = ?")
                .param(one.consent().consentId())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }
}
