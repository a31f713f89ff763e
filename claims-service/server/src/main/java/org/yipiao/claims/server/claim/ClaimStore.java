package org.yipiao.claims.server.claim;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.api.ClaimChanged;
import org.yipiao.claims.api.ClaimPage.ClaimSummary;
import org.yipiao.claims.api.ClaimView.TimelineEntry;
import org.yipiao.claims.server.consent.SignedConsent;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;

/** The rows of claims. A change of state, its history and its event are one transaction. */
@Component
public class ClaimStore {

  static final String WORKFLOW = "claims-service";

  private final ClaimMapper claims;
  private final ClaimEvents events;
  private final InstantSource time;

  ClaimStore(ClaimMapper claims, ClaimEvents events, InstantSource time) {
    this.claims = claims;
    this.events = events;
    this.time = time;
  }

  /** Somebody else has changed the claim meanwhile: nothing was written, look again. */
  public static final class ChangedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedMeanwhileException(Claim claim) {
      super(claim + " was changed meanwhile", null, false, false);
    }
  }

  /** Now, in the precision that a row keeps. */
  public Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Stores a new claim.
   *
   * @param consent that the register keeps and that serves this claim alone, or null
   * @throws org.springframework.dao.DuplicateKeyException when the claim is here, another holds the
   *     same benefit on the invoice, or the consent serves another
   */
  @Transactional
  public void insert(Claim claim, SignedConsent consent, String actor) {
    claims.insert(claim, consent, actor, "SUBMITTED");
    record(claim, ClaimState.SUBMITTED, 1, actor, "SUBMITTED", null);
  }

  public Optional<Claim> find(ClaimId id) {
    return Optional.ofNullable(claims.find(id.value()));
  }

  /** The claim that holds the same benefit on the same invoice. */
  public Optional<ClaimId> liveClaim(TenantId payer, InvoiceId invoice, String benefit) {
    return Optional.ofNullable(claims.liveClaim(payer.value(), invoice.value(), benefit))
        .map(ClaimId::new);
  }

  /** Whether a consent serves a claim already. */
  public boolean isServed(SignedConsent consent) {
    return claims.served(consent.consentId(), consent.nonce()) != null;
  }

  /**
   * Enters the state into which what happened leads; what the caller stores beside it belongs to
   * the same transaction.
   *
   * @throws ClaimState.IllegalTransitionException when the table has no such pair
   * @throws ChangedMeanwhileException when {@code claim} is not the row's latest version
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void move(Claim claim, ClaimChange change) {
    move(claim, change, WORKFLOW);
  }

  /**
   * {@link #move(Claim, ClaimChange)} at somebody's wish.
   *
   * @param actor who is written down for it
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void move(Claim claim, ClaimChange change, String actor) {
    ClaimState to = claim.state().on(change.event());
    Instant now = now();
    int moved =
        claims.move(
            claim.claimId(),
            claim.version(),
            to,
            change,
            change.event() == ClaimEvent.REMAINDER_SHRANK ? 1 : 0,
            claim.state() == ClaimState.REVIEW,
            to.ended() ? null : now,
            to == ClaimState.REVIEW ? now : null,
            now,
            actor);
    if (moved != 1) {
      throw new ChangedMeanwhileException(claim);
    }
    Long amount = claim.amountFen();
    if (change.adjudicated() != null) {
      claims.decide(claim.claimId(), change.adjudicated());
      amount = change.adjudicated().amountFen();
    }
    if (change.people() != null) {
      claims.decideByPeople(claim.claimId(), change.people());
      amount = change.people().amountFen();
    }
    record(claim, to, claim.version() + 1, actor, change.cause(), amount);
  }

  private void record(
      Claim claim,
      ClaimState state,
      int sequence,
      String actor,
      String cause,
      @Nullable Long amountFen) {
    Instant now = now();
    claims.append(claim.claimId(), sequence, claim.tenant(), state, now, actor, cause);
    events.publish(
        new ClaimChanged(
            claim.claimId(),
            claim.tenant(),
            claim.invoice().toString(),
            sequence,
            state.name(),
            cause,
            amountFen,
            now,
            claim.personId()),
        actor);
  }

  /** The state in which a claim was when it was put to a person. */
  public ClaimState stateBeforeReview(Claim claim) {
    ClaimState before = claims.stateBeforeReview(claim.claimId());
    if (before == null) {
      throw new IllegalStateException(claim + " has no history");
    }
    return before;
  }

  public List<TimelineEntry> timeline(ClaimId id) {
    return claims.history(id.value()).stream()
        .map(row -> new TimelineEntry(row.state(), row.at(), row.cause()))
        .toList();
  }

  /**
   * A payer's claims, the newest first.
   *
   * @param state of all, or null
   * @param submittedAt and {@code behind}: the place of the last one of the page before, both null
   *     for the first page
   */
  public List<ClaimSummary> page(
      TenantId payer,
      @Nullable ClaimState state,
      @Nullable Instant submittedAt,
      @Nullable String behind,
      int limit) {
    String name = state == null ? null : state.name();
    return claims.page(payer.value(), name, submittedAt, behind, limit).stream()
        .map(row ->
            new ClaimSummary(
                row.claimId(),
                new InvoiceId(row.invoiceId()).toString(),
                row.policy(),
                row.state(),
                row.submittedAt(),
                row.amountFen()))
        .toList();
  }

  /**
   * A payer's claims that wait for a person, the one that waits longest first.
   *
   * @param since and {@code behind}: the place of the last one of the page before
   */
  public List<WaitingClaim> waiting(TenantId payer, Instant since, String behind, int limit) {
    return claims.waiting(payer.value(), since, behind, limit);
  }

  /** A person's claims with all payers, the newest first. */
  public List<ClaimHead> newestOf(PersonId person, int limit) {
    return claims.newestOf(person.value(), limit);
  }

  /** {@link #newestOf} behind the claim that was submitted then. */
  public List<ClaimHead> nextOf(PersonId person, Instant submittedAt, ClaimId behind, int limit) {
    return claims.nextOf(person.value(), submittedAt, behind.value(), limit);
  }

  /** Claims of a payer whose next attempt is due and that nobody works on. */
  public List<ClaimId> due(TenantId payer, int limit) {
    return claims.due(payer.value(), now(), limit).stream().map(ClaimId::new).toList();
  }

  /** Takes a claim for oneself until {@code until}, or says that another has it. */
  @Transactional
  public boolean lease(ClaimId id, String owner, Instant until) {
    return claims.lease(id.value(), owner, now(), until) == 1;
  }

  @Transactional
  public void giveBack(ClaimId id, String owner) {
    claims.giveBack(id.value(), owner);
  }

  /**
   * Leaves a claim where it is until {@code at}.
   *
   * @param attempts how many there were, as far as they make the pauses grow
   */
  @Transactional
  public void tryAgain(Claim claim, int attempts, Instant at) {
    claims.tryAgain(claim.claimId(), claim.version(), attempts, at.truncatedTo(ChronoUnit.MICROS));
  }

  /** Locks the row until the transaction ends, and gives what it holds now. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Claim lock(Claim claim) {
    Claim locked = claims.lock(claim.claimId());
    if (locked == null || locked.version() != claim.version()) {
      throw new ChangedMeanwhileException(claim);
    }
    return locked;
  }
}
