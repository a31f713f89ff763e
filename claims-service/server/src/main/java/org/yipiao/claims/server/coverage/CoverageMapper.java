package org.yipiao.claims.server.coverage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.server.claim.ClaimState;

@Mapper
interface CoverageMapper {

  @SuppressWarnings("ArrayRecordComponent") // a row; compared nowhere
  record CoverageRow(
      String tenant,
      String personId,
      String policy,
      String planId,
      LocalDate validFrom,
      @Nullable LocalDate validTo,
      byte[] accountSealed,
      Instant updatedAt,
      String actor,
      String cause) {}

  record AccumulatorRow(
      long deductibleUsedFen, long inScopeUsedFen, long paidFen, int admissions, int version) {}

  record AdmissionRow(int ordinal, long deductibleUsedFen) {}

  /** What several claims count in a year together. */
  record CountedRow(long inScopeUsedFen, long paidFen) {}

  /** Whose year: tenant, person, plan, year. */
  record YearKey(String tenant, String personId, String planId, int benefitYear) {}

  record EntryRow(
      @Nullable String claimId,
      String kind,
      long deductibleUsedFen,
      long inScopeUsedFen,
      long paidFen,
      @Nullable String admissionKey,
      String planId,
      int benefitYear) {}

  @Insert(
      """
      INSERT INTO coverage (tenant, person_id, policy, plan_id, valid_from, valid_to,
        account_sealed, updated_at, actor, cause)
      VALUES (#{tenant}, #{personId}, #{policy}, #{planId}, #{validFrom}, #{validTo},
        #{accountSealed}, #{updatedAt}, #{actor}, #{cause})
      ON DUPLICATE KEY UPDATE plan_id = VALUES(plan_id), valid_from = VALUES(valid_from),
        valid_to = VALUES(valid_to), account_sealed = VALUES(account_sealed),
        updated_at = VALUES(updated_at), actor = VALUES(actor), cause = VALUES(cause)
      """)
  void put(CoverageRow row);

  @Insert(
      """
      INSERT INTO coverage_history (tenant, person_id, policy, plan_id, valid_from, valid_to,
        created_at, actor, cause)
      VALUES (#{tenant}, #{personId}, #{policy}, #{planId}, #{validFrom}, #{validTo},
        #{updatedAt}, #{actor}, #{cause})
      """)
  void append(CoverageRow row);

  @Select(
      """
      SELECT tenant, person_id, policy, plan_id, valid_from, valid_to, account_sealed, updated_at,
        actor, cause
      FROM coverage WHERE tenant = #{tenant} AND person_id = #{personId} AND policy = #{policy}
      """)
  @Nullable CoverageRow find(
      @Param("tenant") String tenant,
      @Param("personId") String personId,
      @Param("policy") String policy);

  @Select(
      """
      SELECT tenant, policy, plan_id, valid_from, valid_to FROM coverage
      WHERE person_id = #{personId} ORDER BY tenant, policy LIMIT #{limit}
      """)
  List<PolicyRow> of(@Param("personId") String personId, @Param("limit") int limit);

  record PolicyRow(
      String tenant,
      String policy,
      String planId,
      LocalDate validFrom,
      @Nullable LocalDate validTo) {}

  // Not INSERT IGNORE: that takes a shared lock, and two claims of one person would deadlock.
  @Insert(
      """
      INSERT INTO accumulator (tenant, person_id, plan_id, benefit_year,
        deductible_used_fen, in_scope_used_fen, paid_fen, admissions, version, updated_at, actor,
        cause)
      VALUES (#{k.tenant}, #{k.personId}, #{k.planId}, #{k.benefitYear}, 0, 0, 0, 0, 0, #{at},
        #{actor}, 'YEAR_BEGUN')
      ON DUPLICATE KEY UPDATE version = version
      """)
  int begin(@Param("k") YearKey key, @Param("at") Instant at, @Param("actor") String actor);

  @Select(
      """
      SELECT deductible_used_fen, in_scope_used_fen, paid_fen, admissions, version FROM accumulator
      WHERE tenant = #{tenant} AND person_id = #{personId} AND plan_id = #{planId}
        AND benefit_year = #{benefitYear} FOR UPDATE
      """)
  AccumulatorRow lock(YearKey key);

  @Update(
      """
      UPDATE accumulator SET deductible_used_fen = deductible_used_fen + #{e.deductibleUsedFen},
        in_scope_used_fen = in_scope_used_fen + #{e.inScopeUsedFen},
        paid_fen = paid_fen + #{e.paidFen}, admissions = admissions + #{admissions},
        version = version + 1, updated_at = #{at}, actor = #{actor}, cause = #{e.kind}
      WHERE tenant = #{k.tenant} AND person_id = #{k.personId} AND plan_id = #{k.planId}
        AND benefit_year = #{k.benefitYear} AND version = #{version}
      """)
  int add(
      @Param("k") YearKey key,
      @Param("e") EntryRow entry,
      @Param("admissions") int admissions,
      @Param("version") int version,
      @Param("at") Instant at,
      @Param("actor") String actor);

  @Insert(
      """
      INSERT INTO accumulator_entry (tenant, person_id, plan_id, benefit_year, claim_id, kind,
        deductible_used_fen, in_scope_used_fen, paid_fen, admission_key, created_at, actor, cause)
      VALUES (#{k.tenant}, #{k.personId}, #{k.planId}, #{k.benefitYear}, #{e.claimId}, #{e.kind},
        #{e.deductibleUsedFen}, #{e.inScopeUsedFen}, #{e.paidFen}, #{e.admissionKey}, #{at},
        #{actor}, #{cause})
      """)
  void appendEntry(
      @Param("k") YearKey key,
      @Param("e") EntryRow entry,
      @Param("at") Instant at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Select(
      """
      SELECT claim_id, kind, deductible_used_fen, in_scope_used_fen, paid_fen, admission_key,
        plan_id, benefit_year
      FROM accumulator_entry WHERE claim_id = #{claimId} ORDER BY id DESC LIMIT 1
      """)
  @Nullable EntryRow lastEntry(String claimId);

  @Select(
      """
      SELECT claim_id, kind, deductible_used_fen, in_scope_used_fen, paid_fen, admission_key,
        plan_id, benefit_year
      FROM accumulator_entry
      WHERE tenant = #{tenant} AND person_id = #{personId} AND plan_id = #{planId}
        AND benefit_year = #{benefitYear} AND kind = 'OPENING' ORDER BY id LIMIT 1
      """)
  @Nullable EntryRow opening(YearKey key);

  /** {@link #lock} without the lock, for who only looks. */
  @Select(
      """
      SELECT deductible_used_fen, in_scope_used_fen, paid_fen, admissions, version FROM accumulator
      WHERE tenant = #{tenant} AND person_id = #{personId} AND plan_id = #{planId}
        AND benefit_year = #{benefitYear}
      """)
  @Nullable AccumulatorRow look(YearKey key);

  /** What claims in certain states count in a year; what one has given back cancels out. */
  @Select(
      """
      <script>
      SELECT COALESCE(SUM(e.in_scope_used_fen), 0) AS in_scope_used_fen,
        COALESCE(SUM(e.paid_fen), 0) AS paid_fen
      FROM accumulator_entry e JOIN claim c ON c.claim_id = e.claim_id
      WHERE e.tenant = #{k.tenant} AND e.person_id = #{k.personId} AND e.plan_id = #{k.planId}
        AND e.benefit_year = #{k.benefitYear} AND c.state IN
      <foreach collection="states" item="s" open="(" separator="," close=")">#{s}</foreach>
      </script>
      """)
  CountedRow countedIn(@Param("k") YearKey key, @Param("states") List<ClaimState> states);

  /**
   * The state of a claim other than this one that has its benefit on the invoice and counts in the
   * year; there is one at most.
   */
  @Select(
      """
      SELECT c.state FROM claim c JOIN accumulator_entry e ON e.claim_id = c.claim_id
      WHERE c.tenant = #{k.tenant} AND c.invoice_id = #{invoiceId} AND c.live = 1
        AND c.claim_id <> #{claimId} AND e.tenant = #{k.tenant} AND e.person_id = #{k.personId}
        AND e.plan_id = #{k.planId} AND e.benefit_year = #{k.benefitYear}
      GROUP BY e.claim_id, c.state
      HAVING SUM(CASE e.kind WHEN 'HOLD' THEN 1 ELSE -1 END) > 0 LIMIT 1
      """)
  @Nullable ClaimState otherOnInvoice(
      @Param("k") YearKey key,
      @Param("invoiceId") long invoiceId,
      @Param("claimId") String claimId);

  @Select(
      """
      SELECT ordinal, deductible_used_fen FROM admission
      WHERE tenant = #{k.tenant} AND person_id = #{k.personId} AND plan_id = #{k.planId}
        AND benefit_year = #{k.benefitYear} AND admission_key = #{admission}
      """)
  @Nullable AdmissionRow admission(
      @Param("k") YearKey key, @Param("admission") String admissionKey);

  @Insert(
      """
      INSERT INTO admission (tenant, person_id, plan_id, benefit_year, admission_key, ordinal,
        deductible_used_fen, updated_at, actor, cause)
      VALUES (#{k.tenant}, #{k.personId}, #{k.planId}, #{k.benefitYear}, #{admission}, #{ordinal},
        #{deductible}, #{at}, #{actor}, #{cause})
      ON DUPLICATE KEY UPDATE deductible_used_fen = deductible_used_fen + VALUES(deductible_used_fen),
        updated_at = VALUES(updated_at), actor = VALUES(actor), cause = VALUES(cause)
      """)
  void addToAdmission(
      @Param("k") YearKey key,
      @Param("admission") String admissionKey,
      @Param("ordinal") int ordinal,
      @Param("deductible") long deductibleFen,
      @Param("at") Instant at,
      @Param("actor") String actor,
      @Param("cause") String cause);
}
