package org.yipiao.invoice.server.invoice;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.platform.id.InvoiceId;

/** A person's invoices with their sealed summaries, and without their documents. */
@Mapper
interface SummaryMapper {

  String COLUMNS =
      "invoice_id, tenant, key_ref, document_type, total_fen, claimable_fen, issued_seconds, state,"
          + " outcome, received_micros, final_micros, summary";

  /**
   * One invoice of a list.
   *
   * @param summary sealed; null for a row from before there were summaries
   */
  @SuppressWarnings("ArrayRecordComponent") // a row, compared nowhere
  record Row(
      long invoiceId,
      String tenant,
      String keyRef,
      String documentType,
      long totalFen,
      long claimableFen,
      long issuedSeconds,
      InvoiceState state,
      @Nullable String outcome,
      long receivedMicros,
      @Nullable Long finalMicros,
      byte @Nullable [] summary) {

    InvoiceId id() {
      return new InvoiceId(invoiceId);
    }

    String position() {
      return new ListPosition(issuedSeconds, invoiceId).text();
    }
  }

  @Select("SELECT " + COLUMNS + InvoiceMapper.FIRST_OF_PERSON)
  List<Row> firstPage(@Param("person") String person, @Param("limit") int limit);

  @Select("SELECT " + COLUMNS + InvoiceMapper.NEXT_OF_PERSON)
  List<Row> nextPage(
      @Param("person") String person,
      @Param("seconds") long seconds,
      @Param("id") long id,
      @Param("limit") int limit);

  /** Gives a row from before its summary. */
  @Update("UPDATE invoice SET summary = #{summary} WHERE invoice_id = #{id} AND summary IS NULL")
  int fill(@Param("id") long id, @Param("summary") byte[] summary);
}
