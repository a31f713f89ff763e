package org.yipiao.claims.server.review;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.adjudication.json.CanonicalJson;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.id.ClaimId;

/**
 * What people have said on claims; nothing is ever changed or removed. Where it takes two of them,
 * the first one's word is a proposal until another person says the same; who says something else
 * proposes that instead.
 */
@Component
public class Verdicts {

  private static final String FORMAT = "yipiao-person-decision/1";
  private static final String TEXT = "claim_verdict.text";
  private static final int MOST_SHOWN = 100;
  private static final int NONCE_BYTES = 16;

  private final VerdictMapper rows;
  private final ClaimStore claims;
  private final PayerTenants tenants;
  private final SecureRandom random;

  Verdicts(VerdictMapper rows, ClaimStore claims, PayerTenants tenants, SecureRandom random) {
    this.rows = rows;
    this.claims = claims;
    this.tenants = tenants;
    this.random = random;
  }

  /** What a word comes to. */
  public sealed interface Standing {

    /**
     * It is to be carried out now, in the same transaction.
     *
     * @param proposal what it confirms; null where one person suffices
     */
    record Holds(@Nullable Verdict proposal) implements Standing {}

    /** Another person has to say the same. */
    record Proposal() implements Standing {}

    /**
     * It is that person's own proposal, or may be: another has to confirm it. The holder of a
     * program's key is not known to be another person.
     */
    record OwnProposal() implements Standing {}
  }

  /**
   * What a word would come to; nothing is written.
   *
   * @param claim locked
   * @param needsTwo whether it takes two people
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Standing weigh(Claim claim, Word word, boolean needsTwo) {
    if (!needsTwo) {
      return new Standing.Holds(null);
    }
    Optional<Verdict> same = proposal(claim).filter(proposal -> proposal.sameAs(word));
    if (same.isEmpty()) {
      return new Standing.Proposal();
    }
    return same.get().isOfAnother(word.person())
        ? new Standing.Holds(same.get())
        : new Standing.OwnProposal();
  }

  /** Writes a proposal down. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void propose(Claim claim, Word word) {
    rows.insert(verdict(claim, word, Verdict.Step.PROPOSED));
  }

  /**
   * Writes down a word that takes effect.
   *
   * @param proposal what it confirms, or null
   * @return the digest of the decision
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public String decide(Claim claim, Word word, @Nullable Verdict proposal) {
    Verdict.Step step = proposal == null ? Verdict.Step.DECIDED : Verdict.Step.CONFIRMED;
    Verdict last = verdict(claim, word, step);
    String digest = CanonicalJson.sha256Hex(canonical(claim, proposal, last));
    rows.insert(
        new Verdict(
            last.claimId(),
            last.sequence(),
            last.tenant(),
            last.claimVersion(),
            last.kind(),
            last.step(),
            last.amountFen(),
            last.foundFen(),
            last.nonce(),
            last.textSealed(),
            last.textDigest(),
            digest,
            last.createdAt(),
            last.actor(),
            last.byProgram(),
            last.cause()));
    return digest;
  }

  private Verdict verdict(Claim claim, Word word, Verdict.Step step) {
    Verdict former = rows.latest(claim.claimId());
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    String text = word.text();
    return new Verdict(
        claim.claimId(),
        former == null ? 1 : former.sequence() + 1,
        claim.tenant(),
        claim.version(),
        word.kind(),
        step,
        word.amountFen(),
        claim.amountFen(),
        nonce,
        text == null
            ? null
            : tenants.get(claim.payer()).seal(TEXT, text.getBytes(StandardCharsets.UTF_8)),
        text == null
            ? null
            : CanonicalJson.sha256Hex(CanonicalJson.write(Map.of("nonce", nonce, "text", text))),
        null,
        claims.now(),
        word.person().name(),
        word.person().program(),
        word.reason());
  }

  /**
   * The decision in its one spelling. It names the trace on which people have decided, so whoever
   * knows the decision's digest can be shown both; the trace itself stays the plan's alone.
   */
  static String canonical(Claim claim, @Nullable Verdict proposal, Verdict last) {
    TreeMap<String, Object> decision = new TreeMap<>();
    decision.put("format", FORMAT);
    decision.put("claimId", claim.claimId());
    decision.put("decision", last.kind().name());
    if (claim.traceDigest() != null) {
      decision.put("traceDigest", claim.traceDigest());
    }
    if (last.amountFen() != null) {
      decision.put("amountFen", last.amountFen());
    }
    List<Object> people = new ArrayList<>();
    if (proposal != null) {
      people.add(person(proposal));
    }
    people.add(person(last));
    decision.put("people", people);
    return CanonicalJson.write(decision);
  }

  private static Map<String, Object> person(Verdict verdict) {
    TreeMap<String, Object> person = new TreeMap<>();
    person.put("person", verdict.actor());
    person.put("at", verdict.createdAt().toString());
    person.put("reasonCode", verdict.cause());
    person.put("nonce", verdict.nonce());
    if (verdict.textDigest() != null) {
      person.put("textDigest", verdict.textDigest());
    }
    return person;
  }

  /** What somebody has proposed for the claim as it stands. */
  public Optional<Verdict> proposal(Claim claim) {
    return Optional.ofNullable(rows.latest(claim.claimId()))
        .filter(last -> holdsFor(last, claim.version()));
  }

  private static boolean holdsFor(Verdict last, int version) {
    return last.step() == Verdict.Step.PROPOSED && last.claimVersion() == version;
  }

  /**
   * {@link #proposal(Claim)} of each of some claims that has one.
   *
   * @param versions of the claims, by claim id
   */
  public Map<String, Verdict> proposals(Map<String, Integer> versions) {
    Map<String, Verdict> found = new TreeMap<>();
    if (!versions.isEmpty()) {
      rows.latestOf(List.copyOf(versions.keySet())).stream()
          .filter(last -> holdsFor(last, versions.getOrDefault(last.claimId(), 0)))
          .forEach(last -> found.put(last.claimId(), last));
    }
    return found;
  }

  /** What was said on a claim, in order; of very much the last hundred. */
  public List<Verdict> of(ClaimId claim) {
    return rows.of(claim.value(), MOST_SHOWN).reversed();
  }

  /** What the plan had found of a claim before people decided it; null if it had found nothing. */
  public @Nullable Long foundBefore(Claim claim) {
    return rows.of(claim.claimId(), MOST_SHOWN).stream()
        .filter(
            verdict -> verdict.digest() != null && verdict.digest().equals(claim.decisionDigest()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(claim + " has lost its decision"))
        .foundFen();
  }

  /** A verdict's note or evidence. */
  public @Nullable String text(PayerTenant payer, Verdict verdict) {
    byte[] sealed = verdict.textSealed();
    return sealed == null ? null : new String(payer.open(TEXT, sealed), StandardCharsets.UTF_8);
  }
}
