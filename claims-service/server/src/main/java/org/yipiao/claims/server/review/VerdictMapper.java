package org.yipiao.claims.server.review;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface VerdictMapper {

  String COLUMNS =
      """
      v.claim_id, v.sequence, v.tenant, v.claim_version, v.kind, v.step, v.amount_fen, v.found_fen,
      v.nonce, v.text_sealed, v.text_digest, v.digest, v.created_at, v.actor,
      v.by_program, v.cause
      """;

  @Insert(
      """
      INSERT INTO claim_verdict (claim_id, sequence, tenant, claim_version, kind, step, amount_fen,
        found_fen, nonce, text_sealed, text_digest, digest, created_at, actor, by_program,
        cause)
      VALUES (#{claimId}, #{sequence}, #{tenant}, #{claimVersion}, #{kind}, #{step}, #{amountFen},
        #{foundFen}, #{nonce}, #{textSealed}, #{textDigest}, #{digest}, #{createdAt}, #{actor},
        #{byProgram}, #{cause})
      """)
  void insert(Verdict verdict);

  @Select(
      "SELECT "
          + COLUMNS
          + """
          FROM claim_verdict v WHERE v.claim_id = #{claimId} ORDER BY v.sequence DESC LIMIT 1
          """)
  @Nullable Verdict latest(String claimId);

  /** The latest ones of a claim, the last one first. */
  @Select(
      "SELECT "
          + COLUMNS
          + """
          FROM claim_verdict v WHERE v.claim_id = #{claimId} ORDER BY v.sequence DESC
          LIMIT #{limit}
          """)
  List<Verdict> of(@Param("claimId") String claimId, @Param("limit") int limit);

  /** {@link #latest} of each of some claims. */
  @Select(
      "<script>SELECT "
          + COLUMNS
          + """
          FROM claim_verdict v WHERE v.claim_id IN
          <foreach collection="claims" item="c" open="(" separator="," close=")">#{c}</foreach>
          AND v.sequence = (SELECT w.sequence FROM claim_verdict w WHERE w.claim_id = v.claim_id
            ORDER BY w.sequence DESC LIMIT 1)
          </script>
          """)
  List<Verdict> latestOf(@Param("claims") List<String> claims);
}
