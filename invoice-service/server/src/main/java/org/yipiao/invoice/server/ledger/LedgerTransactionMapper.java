package org.yipiao.invoice.server.ledger;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.api.BatchState;

@Mapper
interface LedgerTransactionMapper {

  /** A bare array would be read as a list of single bytes. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
  record SignedBytes(byte[] bytes) {}

  String COLUMNS =
      "id, tenant, kind, subject, member, transaction_id, expiry_micros, state, attempts,"
          + " accepted_micros, final_micros, refusal, actor, traceparent";

  /** A new row; the database fills in the id. */
  final class NewRow {
    long id;
    final String tenant;
    final TransactionKind kind;
    final String subject;
    final int member;
    final String transactionId;
    final long expiryMicros;
    final byte[] bytes;
    final byte[] requestDigest;
    final long createdMicros;
    final long dueMicros;
    final String actor;
    final String cause;
    final @Nullable String traceparent;

    NewRow(
        NewTransaction transaction,
        long createdMicros,
        long dueMicros,
        @Nullable String traceparent) {
      this.tenant = transaction.tenant();
      this.kind = transaction.kind();
      this.subject = transaction.subject();
      var header = transaction.signed().header();
      this.member = header.member();
      this.transactionId = header.transactionId().value();
      this.expiryMicros = org.yipiao.invoice.server.Micros.of(header.expiry());
      this.bytes = transaction.signed().bytes();
      this.requestDigest = transaction.signed().digest().bytes();
      this.createdMicros = createdMicros;
      this.dueMicros = dueMicros;
      this.actor = transaction.actor();
      this.cause = transaction.cause();
      this.traceparent = traceparent;
    }
  }

  @Insert(
      """
      INSERT INTO ledger_transaction
        (tenant, kind, subject, member, transaction_id, expiry_micros, bytes, request_digest,
         state, due_micros, created_micros, updated_micros, actor, cause, traceparent)
      VALUES (#{tenant}, #{kind}, #{subject}, #{member}, #{transactionId}, #{expiryMicros},
        #{bytes}, #{requestDigest}, 'RECEIVED', #{dueMicros}, #{createdMicros},
        #{createdMicros}, #{actor}, #{cause}, #{traceparent,jdbcType=CHAR})
      """)
  @Options(useGeneratedKeys = true, keyProperty = "id")
  void insert(NewRow row);

  /** When the transaction that waits longest was, or is, to be followed. */
  @Select(
      """
      SELECT due_micros FROM ledger_transaction WHERE due_micros IS NOT NULL
      ORDER BY due_micros LIMIT 1
      """)
  @Nullable Long earliestDue();

  @Select(
      "SELECT "
          + COLUMNS
          + " FROM ledger_transaction WHERE due_micros <= #{now}"
          + " ORDER BY due_micros LIMIT #{limit} FOR UPDATE SKIP LOCKED")
  List<LedgerTransaction> due(@Param("now") long now, @Param("limit") int limit);

  @Update(
      """
      <script>
      UPDATE ledger_transaction SET due_micros = #{due}, attempts = attempts + 1 WHERE id IN
      <foreach collection="ids" item="i" open="(" separator="," close=")">#{i}</foreach>
      </script>
      """)
  void lease(@Param("ids") List<Long> ids, @Param("due") long due);

  @Select(
      """
      SELECT id FROM ledger_transaction
      WHERE kind = #{kind} AND tenant = #{tenant} AND subject = #{subject} LIMIT #{limit}
      """)
  List<Long> ofSubject(
      @Param("kind") TransactionKind kind,
      @Param("tenant") String tenant,
      @Param("subject") String subject,
      @Param("limit") int limit);

  @Select("SELECT bytes FROM ledger_transaction WHERE id = #{id}")
  SignedBytes bytes(@Param("id") long id);

  @Select("SELECT " + COLUMNS + " FROM ledger_transaction WHERE id = #{id}")
  Optional<LedgerTransaction> find(@Param("id") long id);

  @Select("SELECT checkpoint_note FROM ledger_transaction WHERE id = #{id}")
  @Nullable String checkpoint(@Param("id") long id);

  @Update(
      """
      UPDATE ledger_transaction SET state = 'RELAYED', accepted_micros = #{accepted},
        updated_micros = #{at}, actor = #{actor}, cause = #{cause}
      WHERE id = #{id} AND state = 'RECEIVED'
      """)
  int relayed(
      @Param("id") long id,
      @Param("accepted") long accepted,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Update(
      """
      UPDATE ledger_transaction SET state = 'RECEIVED', due_micros = #{at},
        updated_micros = #{at}, actor = #{actor}, cause = #{cause}
      WHERE id = #{id} AND state = 'RELAYED'
      """)
  int lost(
      @Param("id") long id,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  /** Not one that another worker has settled meanwhile: it would be picked up for ever. */
  @Update(
      """
      UPDATE ledger_transaction SET due_micros = #{due}
      WHERE id = #{id} AND state IN ('RECEIVED', 'RELAYED')
      """)
  int postpone(@Param("id") long id, @Param("due") long due);

  @Update(
      """
      UPDATE ledger_transaction SET state = #{state}, due_micros = NULL, final_micros = #{at},
        refusal = #{refusal,jdbcType=VARCHAR}, checkpoint_note = #{checkpoint,jdbcType=VARCHAR},
        accepted_micros = COALESCE(accepted_micros, #{accepted,jdbcType=BIGINT}),
        updated_micros = #{at}, actor = #{actor}, cause = #{cause}
      WHERE id = #{id} AND state IN ('RECEIVED', 'RELAYED')
      """)
  int settle(
      @Param("id") long id,
      @Param("state") BatchState state,
      @Param("at") long at,
      @Param("accepted") @Nullable Long accepted,
      @Param("refusal") @Nullable String refusal,
      @Param("checkpoint") @Nullable String checkpoint,
      @Param("actor") String actor,
      @Param("cause") String cause);
}
