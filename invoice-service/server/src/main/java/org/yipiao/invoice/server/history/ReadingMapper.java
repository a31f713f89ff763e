package org.yipiao.invoice.server.history;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface ReadingMapper {

  /**
   * That somebody has read something of an invoice, and why.
   *
   * @param consentId by which a payer read; null for whoever was shown the whole, and for all
   *     others
   */
  record OfInvoice(
      String tenant,
      String actor,
      long invoiceId,
      String what,
      String cause,
      long at,
      @Nullable String traceparent,
      @Nullable String consentId) {}

  /** That somebody has read a person's list, and why. */
  record OfPerson(
      String tenant,
      String actor,
      String personId,
      String what,
      String cause,
      long at,
      @Nullable String traceparent) {}

  /** Whether the same reading by the same client for the same cause stands there since a time. */
  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM document_access
        WHERE tenant = #{a.tenant} AND cause = #{a.cause} AND invoice_id = #{a.invoiceId}
          AND what = #{a.what} AND actor = #{a.actor} AND at_micros > #{since}
          AND consent_id <=> #{a.consentId,jdbcType=CHAR} LIMIT 1)
      """)
  boolean hasInvoice(@Param("a") OfInvoice access, @Param("since") long since);

  @Insert(
      """
      INSERT INTO document_access
        (tenant, actor, invoice_id, what, cause, at_micros, traceparent, consent_id)
      VALUES (#{tenant}, #{actor}, #{invoiceId}, #{what}, #{cause}, #{at},
        #{traceparent,jdbcType=CHAR}, #{consentId,jdbcType=CHAR})
      """)
  void addInvoice(OfInvoice access);

  /** As {@link #hasInvoice}. */
  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM person_access
        WHERE person_id = #{a.personId} AND at_micros > #{since} AND tenant = #{a.tenant}
          AND cause = #{a.cause} AND what = #{a.what} AND actor = #{a.actor} LIMIT 1)
      """)
  boolean hasPerson(@Param("a") OfPerson access, @Param("since") long since);

  @Insert(
      """
      INSERT INTO person_access
        (tenant, actor, person_id, what, cause, at_micros, traceparent)
      VALUES (#{tenant}, #{actor}, #{personId}, #{what}, #{cause}, #{at},
        #{traceparent,jdbcType=CHAR})
      """)
  void addPerson(OfPerson access);
}
