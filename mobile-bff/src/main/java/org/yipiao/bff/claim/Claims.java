package org.yipiao.bff.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.cache.PersonCache;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.ClaimsApi;
import org.yipiao.claims.api.PersonClaimPage;
import org.yipiao.claims.api.PersonClaimPage.PersonClaim;
import org.yipiao.claims.api.PersonCoverages.PersonCoverage;
import tools.jackson.core.type.TypeReference;

/** A person's claims and insurances with all payers, as claims-service has them. */
@Component
public class Claims {

  private static final int MOST = 200;
  private static final TypeReference<List<PersonClaim>> CLAIMS = new TypeReference<>() {};
  private static final TypeReference<List<PersonCoverage>> COVERAGES = new TypeReference<>() {};
  private static final TypeReference<ClaimView> CLAIM = new TypeReference<>() {};

  private final Upstream<ClaimsApi> service;
  private final PersonCache cache;

  Claims(Upstream<ClaimsApi> service, PersonCache cache) {
    this.service = service;
    this.cache = cache;
  }

  /** The newest ones, newest first; sentences are in the caller's language. */
  public Known<List<PersonClaim>> newest(SignedIn who) {
    return cache.read(
        who.subject(),
        "claims:" + who.language(),
        CLAIMS,
        () -> service.ask(who, api -> api.claimsOf(who.subject(), null, MOST)).items());
  }

  public PersonClaimPage page(SignedIn who, @Nullable String after, int limit) {
    return service.ask(who, api -> api.claimsOf(who.subject(), after, limit));
  }

  public Known<List<PersonCoverage>> coverages(SignedIn who) {
    return cache.read(
        who.subject(),
        "coverages",
        COVERAGES,
        () -> service.ask(who, api -> api.coveragesOf(who.subject())).items());
  }

  /** One claim as it stands; the last known state when there is nobody to ask. */
  public Known<ClaimView> known(SignedIn who, String claimId) {
    return cache.ask(
        who.subject(), "claim:" + claimId + ":" + who.language(), CLAIM, () -> now(who, claimId));
  }

  /** One claim as it stands, and nothing older. */
  public ClaimView now(SignedIn who, String claimId) {
    return service.ask(who, api -> api.claim(claimId, null));
  }
}
