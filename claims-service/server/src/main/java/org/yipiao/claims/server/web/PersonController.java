package org.yipiao.claims.server.web;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.api.PersonClaimPage;
import org.yipiao.claims.api.PersonClaimPage.PersonClaim;
import org.yipiao.claims.api.PersonCoverages;
import org.yipiao.claims.api.PersonCoverages.PersonCoverage;
import org.yipiao.claims.server.claim.ClaimHead;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.coverage.InsuredPolicy;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** What one person has with all payers. */
@RestController
class PersonController {

  /** The plans' days are days there. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final ClaimStore claims;
  private final Coverages coverages;
  private final PlanStore plans;
  private final PayerTenants payers;
  private final ClaimTexts texts;
  private final InstantSource time;

  PersonController(
      ClaimStore claims,
      Coverages coverages,
      PlanStore plans,
      PayerTenants payers,
      ClaimTexts texts,
      InstantSource time) {
    this.claims = claims;
    this.coverages = coverages;
    this.plans = plans;
    this.payers = payers;
    this.texts = texts;
    this.time = time;
  }

  @GetMapping("/v1/persons/{personId}/claims")
  @RequiresScope("claims.read")
  PersonClaimPage claims(
      @CurrentCaller Caller caller,
      @PathVariable String personId,
      @Nullable @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "50") int limit,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    PersonId person = PersonAccess.named(caller, personId);
    ClaimController.checkLimit(limit);
    List<ClaimHead> found =
        after == null ? claims.newestOf(person, limit + 1) : behind(person, after, limit + 1);
    List<ClaimHead> page = found.subList(0, Math.min(limit, found.size()));
    Locale locale = ProblemTexts.language(language);
    return new PersonClaimPage(
        page.stream().map(claim -> shown(claim, locale)).toList(),
        found.size() > limit
            ? new ListPlace(page.getLast().submittedAt(), page.getLast().claimId()).write()
            : null);
  }

  private List<ClaimHead> behind(PersonId person, String after, int limit) {
    ListPlace place = ListPlace.parse(after);
    return claims.nextOf(person, place.at(), new ClaimId(place.claimId()), limit);
  }

  private PersonClaim shown(ClaimHead claim, Locale language) {
    String code = claim.refusalCode();
    return new PersonClaim(
        claim.claimId(),
        claim.tenant(),
        payers.find(new TenantId(claim.tenant())).map(PayerTenant::name).orElse(claim.tenant()),
        new InvoiceId(claim.invoiceId()).toString(),
        claim.policy(),
        claim.state().name(),
        texts.state(claim.state(), language),
        claim.state().ended(),
        claim.submittedAt(),
        claim.amountFen(),
        claim.personShareFen(),
        code == null ? null : texts.refusal(code, claim.remainingFen(), language));
  }

  /** Those of payers that are served here: with others nothing can be claimed. */
  @GetMapping("/v1/persons/{personId}/coverages")
  @RequiresScope("claims.read")
  PersonCoverages coverages(@CurrentCaller Caller caller, @PathVariable String personId) {
    PersonId person = PersonAccess.named(caller, personId);
    LocalDate today = LocalDate.ofInstant(time.instant(), ZONE);
    return new PersonCoverages(
        coverages.of(person).stream()
            .flatMap(policy ->
                payers.find(policy.payer()).map(payer -> shown(policy, payer, today)).stream())
            .toList());
  }

  private PersonCoverage shown(InsuredPolicy policy, PayerTenant payer, LocalDate today) {
    return new PersonCoverage(
        payer.id().value(),
        payer.name(),
        policy.policy(),
        policy.plan().value(),
        plans
            .effective(payer.id(), policy.plan(), today)
            .map(plan -> plan.header().official())
            .orElse(false),
        policy.validFrom(),
        policy.validTo());
  }
}
