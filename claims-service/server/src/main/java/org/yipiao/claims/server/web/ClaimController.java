package org.yipiao.claims.server.web;

import jakarta.validation.Valid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.api.ClaimPage;
import org.yipiao.claims.api.ClaimPage.ClaimSummary;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimIntake;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.claims.server.workflow.ClaimRunner;
import org.yipiao.platform.http.PreferWait;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.idempotency.Idempotent;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

@RestController
class ClaimController {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int MAX_LIMIT = 200;

  private final ClaimStore claims;
  private final ClaimIntake intake;
  private final ClaimRunner runner;
  private final ClaimViews views;
  private final ClaimEnds ends;
  private final PayerTenants payers;
  private final ClaimsProperties settings;
  private final InstantSource time;

  ClaimController(
      ClaimStore claims,
      ClaimIntake intake,
      ClaimRunner runner,
      ClaimViews views,
      ClaimEnds ends,
      PayerTenants payers,
      ClaimsProperties settings,
      InstantSource time) {
    this.claims = claims;
    this.intake = intake;
    this.runner = runner;
    this.views = views;
    this.ends = ends;
    this.payers = payers;
    this.settings = settings;
    this.time = time;
  }

  @PostMapping("/v1/claims")
  @RequiresScope("claims.submit")
  @Idempotent(atomic = false)
  ResponseEntity<ClaimView> submit(
      @CurrentCaller Caller caller,
      @Valid @RequestBody SubmitClaim request,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    PayerTenant payer =
        payers
            .find(new TenantId(request.payer()))
            .orElseThrow(
                () -> refuse(ClaimsProblem.PAYER_UNKNOWN, "/payer", FieldReason.PAYER_NOT_SERVED));
    PersonAccess.requireOwn(caller, request.personId());
    checkConsent(request);
    switch (intake.take(payer, request, caller)) {
      case TAKEN, KNOWN -> runner.wake();
      case CONSENT_NOT_SIGNED ->
          throw refuse(
              ClaimsProblem.CONSENT_INVALID, "/consent/signed", FieldReason.CONSENT_NOT_SIGNED);
      case CONSENT_USED ->
          throw refuse(ClaimsProblem.CONSENT_USED, "/consent/consentId", FieldReason.CONSENT_USED);
      case CONSENT_UNCHECKED -> throw new ProblemException(ClaimsProblem.CONSENT_UNCHECKED);
      case CLAIM_ID_REUSED ->
          throw refuse(ClaimsProblem.CLAIM_ID_REUSED, "/claimId", FieldReason.CLAIM_ID_USED);
      case ALREADY_CLAIMED ->
          throw refuse(ClaimsProblem.ALREADY_CLAIMED, "/invoiceId", FieldReason.INVOICE_CLAIMED);
    }
    Claim claim = claims.find(new ClaimId(request.claimId())).orElseThrow();
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .header("Location", "/v1/claims/" + request.claimId())
        .body(views.withoutTrace(claim, caller, ProblemTexts.language(language)));
  }

  private void checkConsent(SubmitClaim request) {
    ClaimsProblem invalid = ClaimsProblem.CONSENT_INVALID;
    if (!request.consent().payer().equals(request.payer())) {
      throw refuse(invalid, "/consent/payer", FieldReason.CONSENT_FOR_ANOTHER_PAYER);
    }
    Instant now = time.instant();
    Instant expiry = request.consent().expiresAt();
    if (!now.isBefore(expiry)) {
      throw refuse(invalid, "/consent/expiresAt", FieldReason.CONSENT_EXPIRED);
    }
    Instant latest = now.plus(settings.longestConsent()).truncatedTo(ChronoUnit.SECONDS);
    if (expiry.isAfter(latest)) {
      throw refuse(invalid, "/consent/expiresAt", FieldReason.CONSENT_TOO_LONG, latest.toString());
    }
  }

  private static ProblemException refuse(
      ClaimsProblem code, String pointer, FieldReason reason, Object... parameters) {
    return new ProblemException(
        code, List.of(new FieldFault(pointer, code.name(), Reason.of(reason, parameters))));
  }

  @GetMapping("/v1/claims/{claimId}")
  @RequiresScope("claims.read")
  ClaimView claim(
      @CurrentCaller Caller caller,
      @PathVariable String claimId,
      @Nullable @RequestHeader(value = "Prefer", required = false) String prefer,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    Claim claim = visible(caller, claimId);
    Duration wait = PreferWait.of(prefer, LONGEST_WAIT);
    if (!wait.isZero() && !claim.state().ended()) {
      ends.await(claim.id(), wait);
      claim = visible(caller, claimId);
    }
    Locale locale = ProblemTexts.language(language);
    return views.of(claim, caller, locale);
  }

  /** A claim is its payer's and its person's; for all others there is none. */
  private Claim visible(Caller caller, String claimId) {
    if (!claimId.matches("[0-9a-f]{32}")) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    return claims
        .find(new ClaimId(claimId))
        .filter(claim -> isVisible(claim, caller))
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
  }

  private static boolean isVisible(Claim claim, Caller caller) {
    return caller
        .person()
        .map(claim.person()::equals)
        .orElseGet(() -> claim.tenant().equals(caller.tenant().value()));
  }

  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ProblemException(
          PlatformProblem.REQUEST_INVALID,
          List.of(FieldFault.of("?limit", PlatformReason.OUT_OF_RANGE, 1, MAX_LIMIT)));
    }
  }

  @GetMapping("/v1/claims")
  @RequiresScope("claims.read")
  ClaimPage claims(
      @CurrentCaller Caller caller,
      @Nullable @RequestParam(required = false) ClaimState status,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "50") int limit) {
    if (caller.person().isPresent()) {
      // A payer's list; a person's own is PersonController's.
      throw new ProblemException(PlatformProblem.FORBIDDEN);
    }
    checkLimit(limit);
    ListPlace place = after.isEmpty() ? null : ListPlace.parse(after);
    List<ClaimSummary> found =
        claims.page(
            caller.tenant(),
            status,
            place == null ? null : place.at(),
            place == null ? null : place.claimId(),
            limit + 1);
    List<ClaimSummary> page = found.subList(0, Math.min(limit, found.size()));
    return new ClaimPage(
        page,
        found.size() > limit
            ? new ListPlace(page.getLast().submittedAt(), page.getLast().claimId()).write()
            : null);
  }
}
