package org.yipiao.claims.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.claims.api.ClaimView.PersonDecision;
import org.yipiao.claims.api.DecideClaim.Decision;
import org.yipiao.claims.api.DecisionProposal;
import org.yipiao.claims.api.ReviewQueue;
import org.yipiao.claims.api.ReviewQueue.QueuedClaim;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.claim.WaitingClaim;
import org.yipiao.claims.server.review.Verdict;
import org.yipiao.claims.server.review.Verdicts;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.id.InvoiceId;

/** Shows what people have decided or propose, and what waits for them, in the caller's language. */
@Component
class ReviewViews {

  private final Verdicts verdicts;
  private final PayerTenants tenants;
  private final ClaimTexts texts;

  ReviewViews(Verdicts verdicts, PayerTenants tenants, ClaimTexts texts) {
    this.verdicts = verdicts;
    this.tenants = tenants;
    this.texts = texts;
  }

  /** How much of what people say is shown. */
  enum Detail {
    /** To the patient, and to who submits claims: what came of it. */
    OUTCOME,
    /** To the payer in lists and in answers that are kept: who said it, too. */
    PEOPLE,
    /** To the payer: the notes, too. */
    NOTES
  }

  ReviewQueue page(List<WaitingClaim> page, boolean more, Locale language) {
    Map<String, Integer> versions = new TreeMap<>();
    page.forEach(claim -> versions.put(claim.claimId(), claim.version()));
    Map<String, Verdict> proposals = verdicts.proposals(versions);
    return new ReviewQueue(
        page.stream()
            .map(claim -> queued(claim, proposals.get(claim.claimId()), language))
            .toList(),
        more ? new ListPlace(page.getLast().since(), page.getLast().claimId()).write() : null);
  }

  private QueuedClaim queued(WaitingClaim claim, @Nullable Verdict proposal, Locale language) {
    String cause = claim.cause() == null ? claim.cameFrom().name() : claim.cause();
    List<Decision> decisions = decisions(claim);
    return new QueuedClaim(
        claim.claimId(),
        new InvoiceId(claim.invoiceId()).toString(),
        claim.policy(),
        cause,
        texts.review(cause, claim.cameFrom(), language),
        claim.amountFen(),
        claim.submittedAt(),
        claim.since(),
        decisions,
        texts.reviewNext(decisions, language),
        proposal == null ? null : shown(proposal, null, language));
  }

  /** What of a payment is certain before anything is asked; the ledger is asked at the decision. */
  private static List<Decision> decisions(WaitingClaim claim) {
    if (!claim.cameFrom().isLeftToAPerson()) {
      return List.of();
    }
    if (claim.cameFrom() == ClaimState.SUBMITTED) {
      return List.of(Decision.REFUSE);
    }
    return claim.amountFen() == null
        ? List.of(Decision.PARTIAL, Decision.REFUSE)
        : List.of(Decision.APPROVE, Decision.PARTIAL, Decision.REFUSE);
  }

  private DecisionProposal shown(Verdict proposal, @Nullable String note, Locale language) {
    return new DecisionProposal(
        proposal.kind().name(),
        proposal.amountFen(),
        proposal.cause(),
        reason(proposal, language),
        proposal.actor(),
        proposal.createdAt(),
        note);
  }

  private String reason(Verdict verdict, Locale language) {
    return verdict.kind().isDecision()
        ? texts.decision(verdict.cause(), language)
        : verdict.cause();
  }

  @Nullable DecisionProposal proposal(Claim claim, Detail detail, Locale language) {
    if (detail == Detail.OUTCOME || claim.state() != ClaimState.REVIEW) {
      return null;
    }
    return verdicts
        .proposal(claim)
        .map(found -> shown(found, note(claim, found, detail), language))
        .orElse(null);
  }

  List<PersonDecision> decisions(Claim claim, Detail detail, Locale language) {
    List<PersonDecision> decisions = new ArrayList<>();
    Verdict before = null;
    for (Verdict verdict : verdicts.of(claim.id())) {
      if (verdict.kind().isDecision()) {
        switch (verdict.step()) {
          case PROPOSED -> {}
          case DECIDED -> decisions.add(decision(claim, null, verdict, detail, language));
          case CONFIRMED -> decisions.add(decision(claim, before, verdict, detail, language));
        }
      }
      before = verdict;
    }
    return decisions;
  }

  /** The reason is that of who said it first, and so is the note. */
  private PersonDecision decision(
      Claim claim, @Nullable Verdict proposal, Verdict last, Detail detail, Locale language) {
    Verdict first = proposal == null ? last : proposal;
    boolean people = detail != Detail.OUTCOME;
    return new PersonDecision(
        last.kind().name(),
        last.amountFen(),
        first.cause(),
        reason(first, language),
        last.createdAt(),
        people ? first.actor() : null,
        people && proposal != null ? last.actor() : null,
        note(claim, first, detail),
        people ? last.digest() : null);
  }

  private @Nullable String note(Claim claim, Verdict verdict, Detail detail) {
    return detail == Detail.NOTES ? verdicts.text(tenants.get(claim.payer()), verdict) : null;
  }
}
