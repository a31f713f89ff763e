package org.yipiao.invoice.server.invoice;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@SuppressWarnings("ArrayRecordComponent") // rows, compared nowhere
interface InvoiceMapper {

  /** A person's invoices from the newest on. */
  String FIRST_OF_PERSON =
      " FROM invoice WHERE person_id = #{person}"
          + " ORDER BY issued_seconds DESC, invoice_id DESC LIMIT #{limit}";

  /** What follows an invoice in the same order. */
  String NEXT_OF_PERSON =
      " FROM invoice WHERE person_id = #{person}"
          + " AND issued_seconds <= #{seconds}"
          + " AND (issued_seconds < #{seconds} OR invoice_id < #{id})"
          + " ORDER BY issued_seconds DESC, invoice_id DESC LIMIT #{limit}";

  String COLUMNS =
      "invoice_id, tenant, member, person_id, key_ref, document_type, total_fen, claimable_fen,"
          + " issued_seconds, commitment, state, ledger_id, operation_index, outcome, outcome_code,"
          + " received_micros, accepted_micros, final_micros, traceparent";

  record NewRow(
      long invoiceId,
      String tenant,
      int member,
      byte[] businessKey,
      @Nullable String personId,
      String keyRef,
      String documentType,
      long totalFen,
      long claimableFen,
      long issuedSeconds,
      byte[] commitment,
      byte[] sealed,
      byte[] summary,
      int operationIndex,
      String traceparent) {}

  record Taken(
      long invoiceId, String tenant, byte[] businessKey, byte[] commitment, String state) {}

  /** An earlier transaction that carried an invoice, and where. */
  record Earlier(long ledgerId, int operationIndex) {}

  record Proof(
      String keyRef,
      @Nullable Long leafIndex,
      byte @Nullable [] leaf,
      byte @Nullable [] path,
      byte[] sealed,
      @Nullable String checkpointNote) {}

  record Settled(
      long invoiceId,
      String state,
      String outcome,
      int outcomeCode,
      long leafIndex,
      byte[] leaf,
      byte[] path,
      @Nullable String checkpoint) {}

  @Select(
      """
      <script>
      SELECT invoice_id, tenant, business_key, commitment, state FROM invoice
      WHERE invoice_id IN
      <foreach collection="ids" item="i" open="(" separator="," close=")">#{i}</foreach>
      FOR UPDATE
      </script>
      """)
  List<Taken> takenIds(@Param("ids") Collection<Long> ids);

  @Select(
      """
      <script>
      SELECT invoice_id, tenant, business_key, commitment, state FROM invoice
      WHERE tenant = #{tenant} AND business_key IN
      <foreach collection="keys" item="k" open="(" separator="," close=")">#{k}</foreach>
      </script>
      """)
  List<Taken> takenBusinessKeys(
      @Param("tenant") String tenant, @Param("keys") Collection<byte[]> keys);

  @Insert(
      """
      <script>
      INSERT INTO invoice
        (invoice_id, tenant, member, business_key, person_id, key_ref, document_type, total_fen,
         claimable_fen, issued_seconds, commitment, sealed, summary, state, ledger_id,
         operation_index, received_micros, actor, cause, traceparent)
      VALUES
      <foreach collection="rows" item="r" separator=",">
        (#{r.invoiceId}, #{r.tenant}, #{r.member}, #{r.businessKey},
         #{r.personId,jdbcType=CHAR}, #{r.keyRef}, #{r.documentType}, #{r.totalFen},
         #{r.claimableFen}, #{r.issuedSeconds}, #{r.commitment}, #{r.sealed}, #{r.summary},
         'RECEIVED', #{ledgerId}, #{r.operationIndex}, #{at}, #{actor}, #{cause},
         #{r.traceparent})
      </foreach>
      </script>
      """)
  void insert(
      @Param("rows") List<NewRow> rows,
      @Param("ledgerId") long ledgerId,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  /** Remembers the transaction under which a document came, before it comes under another. */
  @Insert(
      """
      INSERT IGNORE INTO earlier_submission
        (invoice_id, ledger_id, operation_index, tenant, created_micros, actor, cause)
      SELECT invoice_id, ledger_id, operation_index, tenant, #{at}, #{actor}, #{cause}
      FROM invoice WHERE invoice_id = #{id}
      """)
  void keepEarlier(
      @Param("id") long id,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Select(
      """
      SELECT ledger_id, operation_index FROM earlier_submission
      WHERE invoice_id = #{id} ORDER BY ledger_id DESC LIMIT #{limit}
      """)
  List<Earlier> earlier(@Param("id") long id, @Param("limit") int limit);

  /** The same document under a new transaction, after the one before came to nothing. */
  @Update(
      """
      UPDATE invoice SET state = 'RECEIVED', ledger_id = #{ledgerId},
        operation_index = #{operationIndex}, actor = #{actor}, cause = #{cause},
        outcome = NULL, outcome_code = NULL, leaf_index = NULL, leaf = NULL, path = NULL,
        final_micros = NULL, accepted_micros = NULL, checkpoint_note = NULL
      WHERE invoice_id = #{id} AND commitment = #{commitment}
        AND state IN ('EXPIRED', 'REFUSED')
      """)
  int resubmit(
      @Param("id") long id,
      @Param("commitment") byte[] commitment,
      @Param("ledgerId") long ledgerId,
      @Param("operationIndex") int operationIndex,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Select("SELECT " + COLUMNS + " FROM invoice WHERE invoice_id = #{id}")
  Optional<StoredInvoice> find(@Param("id") long id);

  @Select(
      "SELECT " + COLUMNS + " FROM invoice WHERE ledger_id = #{ledgerId} ORDER BY operation_index")
  List<StoredInvoice> ofTransaction(@Param("ledgerId") long ledgerId);

  @Select(
      "SELECT key_ref, leaf_index, leaf, path, sealed, checkpoint_note FROM invoice"
          + " WHERE invoice_id = #{id}")
  Optional<Proof> proof(@Param("id") long id);

  @Select("SELECT " + COLUMNS + FIRST_OF_PERSON)
  List<StoredInvoice> firstPage(@Param("person") String person, @Param("limit") int limit);

  @Select("SELECT " + COLUMNS + NEXT_OF_PERSON)
  List<StoredInvoice> nextPage(
      @Param("person") String person,
      @Param("seconds") long seconds,
      @Param("id") long id,
      @Param("limit") int limit);

  @Update(
      """
      <script>
      UPDATE invoice JOIN (
      <foreach collection="rows" item="r" separator=" UNION ALL ">
        SELECT #{r.invoiceId} AS id, #{r.state} AS s, #{r.outcome} AS o, #{r.outcomeCode} AS c,
          #{r.leafIndex} AS i, #{r.leaf} AS l, #{r.path} AS p,
          #{r.checkpoint,jdbcType=LONGVARCHAR} AS k
      </foreach>
      ) settled ON invoice.invoice_id = settled.id
      SET state = settled.s, outcome = settled.o, outcome_code = settled.c,
        leaf_index = settled.i, leaf = settled.l, path = settled.p,
        checkpoint_note = settled.k,
        final_micros = #{at}, accepted_micros = #{accepted,jdbcType=BIGINT}
      WHERE invoice.ledger_id = #{ledgerId}
      </script>
      """)
  int settle(
      @Param("rows") List<Settled> rows,
      @Param("ledgerId") long ledgerId,
      @Param("at") long at,
      @Param("accepted") @Nullable Long accepted);

  @Update("UPDATE invoice SET state = #{state} WHERE ledger_id = #{ledgerId}")
  int unsettled(@Param("ledgerId") long ledgerId, @Param("state") String state);

  /**
   * Whether a payer was shown under that cause whose document an invoice is, and it is that
   * person's: it was shown the whole, or by a consent the field {@code PAYER_DOCUMENT}.
   */
  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM document_access a
        JOIN invoice i ON i.invoice_id = a.invoice_id
        LEFT JOIN consent c ON c.consent_id = a.consent_id
        WHERE a.tenant = #{tenant} AND a.cause = #{cause} AND i.person_id = #{person}
          AND (a.consent_id IS NULL OR FIND_IN_SET('PAYER_DOCUMENT', c.field_names) > 0) LIMIT 1)
      """)
  boolean wasShown(
      @Param("tenant") String tenant, @Param("cause") String cause, @Param("person") String person);

  /** Whether a tenant has read this invoice before. */
  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM document_access WHERE invoice_id = #{id} AND tenant = #{tenant} LIMIT 1)
      """)
  boolean wasRead(@Param("tenant") String tenant, @Param("id") long id);

  /** Whether a person's consent, also one that has ended, shows a payer that of an invoice. */
  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM consent
        WHERE invoice_id = #{id} AND payer = #{payer} AND presentation_hash = #{hash} LIMIT 1)
      """)
  boolean isOfConsent(
      @Param("id") long id, @Param("payer") String payer, @Param("hash") String hash);

  @Insert(
      """
      INSERT INTO person_resolution (tenant, actor, person_id, cause, at_micros, traceparent)
      VALUES (#{tenant}, #{actor}, #{person}, #{cause}, #{at}, #{traceparent,jdbcType=CHAR})
      """)
  void resolved(
      @Param("tenant") String tenant,
      @Param("actor") String actor,
      @Param("person") String person,
      @Param("cause") String cause,
      @Param("at") long at,
      @Param("traceparent") @Nullable String traceparent);
}
