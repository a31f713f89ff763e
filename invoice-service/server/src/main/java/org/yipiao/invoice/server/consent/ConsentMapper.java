package org.yipiao.invoice.server.consent;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface ConsentMapper {

  String COLUMNS =
      "consent_id, tenant, person_id, invoice_id, payer, purpose, field_names, presentation_hash,"
          + " nonce, expires_at, jws, created_micros, revoked_micros";

  @Insert(
      """
      INSERT INTO consent
        (consent_id, tenant, person_id, invoice_id, payer, purpose, field_names,
         presentation_hash, nonce, expires_at, jws, created_micros, actor, cause)
      VALUES
        (#{c.consentId}, #{c.tenant}, #{c.personId}, #{c.invoiceId}, #{c.payer}, #{c.purpose},
         #{c.fieldNames}, #{c.presentationHash}, #{c.nonce}, #{c.expiresAt}, #{c.jws},
         #{c.createdMicros}, #{actor}, #{cause})
      """)
  void insert(
      @Param("c") StoredConsent consent,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Select("SELECT " + COLUMNS + " FROM consent WHERE consent_id = #{id}")
  Optional<StoredConsent> find(@Param("id") String id);

  /** The consent, which nobody else changes until the end of the transaction. */
  @Select("SELECT " + COLUMNS + " FROM consent WHERE consent_id = #{id} FOR UPDATE")
  Optional<StoredConsent> lock(@Param("id") String id);

  @Update(
      """
      UPDATE consent SET revoked_micros = #{at}, actor = #{actor}, cause = #{cause}
      WHERE consent_id = #{id} AND revoked_micros IS NULL
      """)
  int revoke(
      @Param("id") String id,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Select("SELECT consent_id FROM consent WHERE invoice_id = #{invoice} LIMIT #{limit}")
  List<String> ofInvoice(@Param("invoice") long invoice, @Param("limit") int limit);

  @Select(
      "SELECT "
          + COLUMNS
          + " FROM consent WHERE person_id = #{person}"
          + " ORDER BY created_micros DESC, consent_id DESC LIMIT #{limit}")
  List<StoredConsent> firstPage(@Param("person") String person, @Param("limit") int limit);

  @Select(
      "SELECT "
          + COLUMNS
          + " FROM consent WHERE person_id = #{person}"
          + " AND created_micros <= #{micros}"
          + " AND (created_micros < #{micros} OR consent_id < #{id})"
          + " ORDER BY created_micros DESC, consent_id DESC LIMIT #{limit}")
  List<StoredConsent> nextPage(
      @Param("person") String person,
      @Param("micros") long micros,
      @Param("id") String id,
      @Param("limit") int limit);

  /** Whether the payer has begun to read for that claim. */
  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM consent_claim
        WHERE consent_id = #{consent} AND claim_id = #{claim} LIMIT 1)
      """)
  boolean hasBegun(@Param("consent") String consent, @Param("claim") String claim);

  @Select("SELECT claim_id FROM consent_claim WHERE consent_id = #{consent} LIMIT #{limit}")
  List<String> claims(@Param("consent") String consent, @Param("limit") int limit);

  @Insert(
      """
      INSERT INTO consent_claim (consent_id, claim_id, tenant, created_micros, actor, cause)
      VALUES (#{consent}, #{claim}, #{tenant}, #{at}, #{actor}, #{cause})
      """)
  void begin(
      @Param("consent") String consent,
      @Param("claim") String claim,
      @Param("tenant") String tenant,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);
}
