package org.yipiao.claims.server.settlement;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.server.history.StatusHistory;

@Mapper
interface LedgerTransactionMapper {

  @SuppressWarnings("ArrayRecordComponent") // a row; compared nowhere
  record TransactionRow(
      String claimId,
      String kind,
      int attempt,
      String tenant,
      String transactionId,
      Instant expiresAt,
      byte[] content,
      String status,
      Instant createdAt,
      String actor,
      String cause) {}

  @Insert(
      """
      INSERT INTO ledger_transaction (claim_id, kind, attempt, tenant, transaction_id, expires_at,
        content, status, created_at, actor, cause)
      VALUES (#{claimId}, #{kind}, #{attempt}, #{tenant}, #{transactionId}, #{expiresAt},
        #{content}, #{status}, #{createdAt}, #{actor}, #{cause})
      """)
  void insert(TransactionRow row);

  @Select(
      """
      SELECT claim_id, kind, attempt, tenant, transaction_id, expires_at, content, status,
        created_at, actor, cause
      FROM ledger_transaction WHERE claim_id = #{claimId} AND kind = #{kind}
      ORDER BY attempt DESC LIMIT 1
      """)
  @Nullable TransactionRow latest(@Param("claimId") String claimId, @Param("kind") String kind);

  /** Those of which it is not known that they had no effect, the latest first. */
  @Select(
      """
      SELECT claim_id, kind, attempt, tenant, transaction_id, expires_at, content, status,
        created_at, actor, cause
      FROM ledger_transaction WHERE claim_id = #{claimId} AND kind = #{kind}
        AND NOT (status = 'FINAL' AND COALESCE(outcome, 0) <> 0)
      ORDER BY attempt DESC LIMIT #{limit}
      """)
  List<TransactionRow> maybeApplied(
      @Param("claimId") String claimId, @Param("kind") String kind, @Param("limit") int limit);

  /** The first attempt of one kind of which the ledger has said this. */
  @Select(
      """
      SELECT attempt FROM ledger_transaction
      WHERE claim_id = #{claimId} AND kind = #{kind} AND outcome = #{outcome}
      ORDER BY attempt LIMIT 1
      """)
  @Nullable Integer attemptWith(
      @Param("claimId") String claimId, @Param("kind") String kind, @Param("outcome") int outcome);

  @Update(
      """
      UPDATE ledger_transaction SET status = #{c.status}, outcome = #{outcome},
        ended_at = #{c.at}, actor = #{c.actor}, cause = #{c.cause}
      WHERE claim_id = #{c.claimId} AND kind = #{c.kind} AND attempt = #{c.attempt}
        AND status = 'PENDING'
      """)
  int end(@Param("c") StatusHistory.Change change, @Param("outcome") @Nullable Integer outcome);
}
