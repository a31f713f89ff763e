package org.yipiao.bff.claim;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.cache.PersonCache;
import org.yipiao.bff.consent.Consents;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.upstream.IdempotencyKey;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.bff.upstream.UpstreamRefusedException;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.ClaimsApi;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.invoice.api.ConsentView;

/**
 * Grants the consent, then submits the claim that it is for. Both calls may be repeated with the
 * same ids, so that a tap of which nobody knows what became of it is sent again. A claim that is
 * refused for good leaves no consent behind.
 */
@Component
class ClaimSubmission {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimSubmission.class);

  private final Upstream<ClaimsApi> service;
  private final Claims claims;
  private final Consents consents;
  private final ClaimScreens screens;
  private final Taps taps;
  private final PersonCache cache;
  private final InstantSource time;

  ClaimSubmission(
      Upstream<ClaimsApi> service,
      Claims claims,
      Consents consents,
      ClaimScreens screens,
      Taps taps,
      PersonCache cache,
      InstantSource time) {
    this.service = service;
    this.claims = claims;
    this.consents = consents;
    this.screens = screens;
    this.taps = taps;
    this.cache = cache;
    this.time = time;
  }

  ClaimScreen submit(SignedIn who, IdempotencyKey key, MakeClaim tap) {
    taps.taken(who.subject(), tap.claimId());
    var consent = consents.grant(who, tap.consent());
    var asked = time.instant();
    var claim = submitted(who, key.behind(who), claim(who, tap, consent), consent);
    cache.changed(who.subject());
    return screens.of(who, new Known<>(claim, asked, false));
  }

  private static SubmitClaim claim(SignedIn who, MakeClaim tap, ConsentView consent) {
    return new SubmitClaim(
        tap.claimId(),
        tap.payer(),
        tap.invoiceId(),
        who.subject(),
        tap.policy(),
        new SubmitClaim.Consent(
            consent.presentationHash(),
            consent.payer(),
            consent.purpose(),
            consent.expiresAt(),
            consent.nonce(),
            consent.consentId(),
            consent.signed()));
  }

  private ClaimView submitted(SignedIn who, String key, SubmitClaim claim, ConsentView consent) {
    try {
      return service.ask(who, api -> api.submit(key, claim));
    } catch (UpstreamRefusedException e) {
      if (e.isDefinite() && !serves(who, claim.claimId(), consent)) {
        // If this fails too the page sends the tap again, and it is refused and revoked then.
        consents.revoke(who, consent.consentId());
        LOG.info("a claim was refused with {}; its consent is revoked", e.status().value());
      }
      throw e;
    }
  }

  /** Whether the consent is that of a claim which is there: another tap has used the same ids. */
  private boolean serves(SignedIn who, String claimId, ConsentView consent) {
    try {
      return claims.now(who, claimId).consentDigest().equals(consent.digest());
    } catch (UpstreamRefusedException e) {
      return false;
    }
  }
}
