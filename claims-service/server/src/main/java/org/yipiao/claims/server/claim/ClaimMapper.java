package org.yipiao.claims.server.claim;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.server.consent.SignedConsent;

@Mapper
interface ClaimMapper {

  String COLUMNS =
      """
      claim_id, tenant, submitted_by, invoice_id, person_id, policy, request_digest,
      presentation_hash, consent_digest, consent_expires_at, consent_id, benefit_digest, state,
      version, facts_sealed, plan_id, effective_from,
      plan_official, amount_fen, person_share_fen, remaining_fen, readjudications, trace_json,
      trace_digest, decision_digest, refusal_code, traceparent, submitted_at, attempts
      """;

  @Insert(
      """
      INSERT INTO claim (claim_id, tenant, submitted_by, invoice_id, person_id, policy,
        request_digest, presentation_hash, consent_digest, consent_expires_at, consent_id,
        consent_nonce, consent_signed, benefit_digest, live, state, version, readjudications,
        traceparent, submitted_at, updated_at, actor, cause, attempts, next_attempt_at)
      VALUES (#{c.claimId}, #{c.tenant}, #{c.submittedBy}, #{c.invoiceId}, #{c.personId},
        #{c.policy}, #{c.requestDigest}, #{c.presentationHash}, #{c.consentDigest},
        #{c.consentExpiresAt}, #{c.consentId}, #{s.nonce}, #{s.signed}, #{c.benefitDigest}, 1,
        #{c.state}, 1, 0, #{c.traceparent}, #{c.submittedAt}, #{c.submittedAt}, #{actor}, #{cause},
        0, #{c.submittedAt})
      """)
  void insert(
      @Param("c") Claim claim,
      @Param("s") SignedConsent consent,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Select("SELECT " + COLUMNS + " FROM claim WHERE claim_id = #{claimId}")
  @Nullable Claim find(String claimId);

  @Select("SELECT " + COLUMNS + " FROM claim WHERE claim_id = #{claimId} FOR UPDATE")
  @Nullable Claim lock(String claimId);

  @Select(
      """
      SELECT claim_id FROM claim
      WHERE tenant = #{tenant} AND invoice_id = #{invoiceId} AND benefit_digest = #{benefit}
        AND live = 1
      """)
  @Nullable String liveClaim(
      @Param("tenant") String tenant,
      @Param("invoiceId") long invoiceId,
      @Param("benefit") String benefit);

  /** The claim that a consent serves; its nonce stands for it too. */
  @Select(
      """
      SELECT claim_id FROM claim WHERE consent_id = #{consentId}
      UNION ALL
      SELECT claim_id FROM claim WHERE consent_nonce = #{nonce}
      LIMIT 1
      """)
  @Nullable String served(@Param("consentId") String consentId, @Param("nonce") String nonce);

  @Update(
      """
      UPDATE claim SET state = #{to}, version = version + 1, updated_at = #{at},
        actor = #{actor}, cause = #{h.cause}, attempts = 0, next_attempt_at = #{nextAttemptAt},
        review_since = #{reviewSince}, live = CASE WHEN #{h.holdsBenefit} THEN live ELSE NULL END,
        facts_sealed = COALESCE(#{h.factsSealed}, facts_sealed),
        refusal_code = CASE WHEN #{leavesReview} THEN #{h.refusalCode}
          ELSE COALESCE(#{h.refusalCode}, refusal_code) END,
        remaining_fen = COALESCE(#{h.remainingFen}, remaining_fen),
        traceparent = COALESCE(#{h.traceparent}, traceparent),
        readjudications = readjudications + #{again}
      WHERE claim_id = #{claimId} AND version = #{version}
      """)
  int move(
      @Param("claimId") String claimId,
      @Param("version") int version,
      @Param("to") ClaimState to,
      @Param("h") ClaimChange change,
      @Param("again") int again,
      @Param("leavesReview") boolean leavesReview,
      @Param("nextAttemptAt") @Nullable Instant nextAttemptAt,
      @Param("reviewSince") @Nullable Instant reviewSince,
      @Param("at") Instant at,
      @Param("actor") String actor);

  @Update(
      """
      UPDATE claim SET plan_id = #{d.planId}, effective_from = #{d.effectiveFrom},
        plan_official = #{d.official}, amount_fen = #{d.amountFen},
        person_share_fen = #{d.personShareFen}, trace_json = #{d.traceJson},
        trace_digest = #{d.traceDigest}, decision_digest = NULL
      WHERE claim_id = #{claimId}
      """)
  void decide(@Param("claimId") String claimId, @Param("d") ClaimChange.Adjudicated decision);

  @Update(
      """
      UPDATE claim SET amount_fen = #{d.amountFen}, person_share_fen = #{d.personShareFen},
        decision_digest = #{d.digest}
      WHERE claim_id = #{claimId}
      """)
  void decideByPeople(@Param("claimId") String claimId, @Param("d") ClaimChange.ByPeople decision);

  @Insert(
      """
      INSERT INTO claim_history (claim_id, sequence, tenant, state, created_at, actor, cause)
      VALUES (#{claimId}, #{sequence}, #{tenant}, #{state}, #{at}, #{actor}, #{cause})
      """)
  void append(
      @Param("claimId") String claimId,
      @Param("sequence") int sequence,
      @Param("tenant") String tenant,
      @Param("state") ClaimState state,
      @Param("at") Instant at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Select(
      """
      SELECT state, created_at AS at, cause FROM claim_history
      WHERE claim_id = #{claimId} ORDER BY sequence LIMIT 200
      """)
  List<HistoryRow> history(String claimId);

  @Select(
      """
      SELECT state FROM claim_history WHERE claim_id = #{claimId} AND state <> 'REVIEW'
      ORDER BY sequence DESC LIMIT 1
      """)
  @Nullable ClaimState stateBeforeReview(String claimId);

  record HistoryRow(String state, Instant at, String cause) {}

  @Select(
      """
      <script>
      SELECT claim_id, invoice_id, policy, state, submitted_at, amount_fen FROM claim
      WHERE tenant = #{tenant}
      <if test="state != null">AND state = #{state}</if>
      <if test="at != null">
        AND submitted_at &lt;= #{at} AND (submitted_at &lt; #{at} OR claim_id &lt; #{behind})
      </if>
      ORDER BY submitted_at DESC, claim_id DESC LIMIT #{limit}
      </script>
      """)
  List<SummaryRow> page(
      @Param("tenant") String tenant,
      @Param("state") @Nullable String state,
      @Param("at") @Nullable Instant at,
      @Param("behind") @Nullable String behind,
      @Param("limit") int limit);

  record SummaryRow(
      String claimId,
      long invoiceId,
      String policy,
      String state,
      Instant submittedAt,
      @Nullable Long amountFen) {}

  /** Those that wait for a person, behind one of them, with the state in which they were before. */
  @Select(
      """
      SELECT c.claim_id, c.version, c.invoice_id, c.policy, c.refusal_code AS cause, c.amount_fen,
        c.submitted_at, c.review_since AS since,
        (SELECT h.state FROM claim_history h WHERE h.claim_id = c.claim_id AND h.state <> 'REVIEW'
          ORDER BY h.sequence DESC LIMIT 1) AS came_from
      FROM claim c
      WHERE c.tenant = #{tenant} AND c.review_since >= #{since}
        AND (c.review_since > #{since} OR c.claim_id > #{claimId})
      ORDER BY c.review_since, c.claim_id LIMIT #{limit}
      """)
  List<WaitingClaim> waiting(
      @Param("tenant") String tenant,
      @Param("since") Instant since,
      @Param("claimId") String claimId,
      @Param("limit") int limit);

  String HEAD =
      """
      SELECT claim_id, tenant, invoice_id, policy, state, submitted_at, amount_fen, person_share_fen,
        refusal_code, remaining_fen
      FROM claim WHERE person_id = #{personId}
      """;

  String NEWEST_FIRST = " ORDER BY submitted_at DESC, claim_id DESC LIMIT #{limit}";

  @Select(HEAD + NEWEST_FIRST)
  List<ClaimHead> newestOf(@Param("personId") String personId, @Param("limit") int limit);

  @Select(
      HEAD
          + " AND submitted_at <= #{at} AND (submitted_at < #{at} OR claim_id < #{claimId})"
          + NEWEST_FIRST)
  List<ClaimHead> nextOf(
      @Param("personId") String personId,
      @Param("at") Instant at,
      @Param("claimId") String claimId,
      @Param("limit") int limit);

  /** When the claim that waits longest was, or is, to be driven on. */
  @Select(
      """
      SELECT next_attempt_at FROM claim WHERE next_attempt_at IS NOT NULL
      ORDER BY next_attempt_at LIMIT 1
      """)
  @Nullable Instant earliestDue();

  @Select(
      """
      SELECT claim_id FROM claim WHERE tenant = #{tenant} AND state = #{state}
      ORDER BY claim_id LIMIT #{limit}
      """)
  List<String> inState(
      @Param("tenant") String tenant, @Param("state") ClaimState state, @Param("limit") int limit);

  @Select(
      """
      SELECT claim_id FROM claim
      WHERE tenant = #{tenant} AND next_attempt_at <= #{now}
        AND (lease_until IS NULL OR lease_until < #{now})
      ORDER BY next_attempt_at LIMIT #{limit}
      """)
  List<String> due(
      @Param("tenant") String tenant, @Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      UPDATE claim SET lease_owner = #{owner}, lease_until = #{until}
      WHERE claim_id = #{claimId} AND next_attempt_at IS NOT NULL
        AND (lease_until IS NULL OR lease_until < #{now} OR lease_owner = #{owner})
      """)
  int lease(
      @Param("claimId") String claimId,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE claim SET lease_until = NULL, lease_owner = NULL
      WHERE claim_id = #{claimId} AND lease_owner = #{owner}
      """)
  void giveBack(@Param("claimId") String claimId, @Param("owner") String owner);

  @Update(
      """
      UPDATE claim SET attempts = #{attempts}, next_attempt_at = #{at}
      WHERE claim_id = #{claimId} AND version = #{version}
      """)
  void tryAgain(
      @Param("claimId") String claimId,
      @Param("version") int version,
      @Param("attempts") int attempts,
      @Param("at") Instant at);
}
