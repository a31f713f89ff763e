package org.yipiao.claims.server.payout;

import java.time.Instant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface BankMessageMapper {

  @SuppressWarnings("ArrayRecordComponent") // a row; compared nowhere
  record MessageRow(
      String claimId,
      String tenant,
      String messageId,
      long amountFen,
      byte[] contentSealed,
      @Nullable String bankStatus,
      @Nullable String answerDigest,
      Instant createdAt,
      @Nullable Instant answeredAt,
      String actor,
      String cause) {}

  @Insert(
      """
      INSERT INTO bank_message (claim_id, tenant, message_id, amount_fen, content_sealed,
        created_at, actor, cause)
      VALUES (#{claimId}, #{tenant}, #{messageId}, #{amountFen}, #{contentSealed}, #{createdAt},
        #{actor}, #{cause})
      """)
  void insert(MessageRow row);

  @Select(
      """
      SELECT claim_id, tenant, message_id, amount_fen, content_sealed, bank_status, answer_digest,
        created_at, answered_at, actor, cause
      FROM bank_message WHERE claim_id = #{claimId}
      """)
  @Nullable MessageRow find(String claimId);

  @Update(
      """
      UPDATE bank_message SET bank_status = #{status}, answer_sealed = #{answer},
        answer_digest = #{digest}, answered_at = #{at}, actor = #{actor}, cause = #{cause}
      WHERE claim_id = #{claimId}
        AND (bank_status IS NULL OR bank_status NOT IN ('ACSC', 'ACCC', 'RJCT'))
      """)
  int answered(
      @Param("claimId") String claimId,
      @Param("status") String status,
      @Param("answer") byte[] answerSealed,
      @Param("digest") String digest,
      @Param("at") Instant at,
      @Param("actor") String actor,
      @Param("cause") String cause);
}
