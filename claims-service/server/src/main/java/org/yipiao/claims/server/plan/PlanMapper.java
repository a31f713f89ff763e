package org.yipiao.claims.server.plan;

import java.time.LocalDate;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface PlanMapper {

  String COLUMNS =
      "tenant, plan_id, effective_from, effective_to, content, digest, official, created_at, actor,"
          + " cause";

  // Not INSERT IGNORE: that would also store what does not fit, cut short.
  @Insert(
      """
      INSERT INTO plan_version (tenant, plan_id, effective_from, effective_to, content,
        digest, official, created_at, actor, cause)
      VALUES (#{tenant}, #{planId}, #{effectiveFrom}, #{effectiveTo}, #{content}, #{digest},
        #{official}, #{createdAt}, #{actor}, #{cause})
      """)
  void insert(PlanRow row);

  @Select(
      "SELECT "
          + COLUMNS
          + """
           FROM plan_version
          WHERE tenant = #{tenant} AND plan_id = #{planId} AND effective_from = #{effectiveFrom}
          """)
  @Nullable PlanRow find(
      @Param("tenant") String tenant,
      @Param("planId") String planId,
      @Param("effectiveFrom") LocalDate effectiveFrom);

  @Select(
      "SELECT "
          + COLUMNS
          + """
           FROM plan_version
          WHERE tenant = #{tenant} AND plan_id = #{planId} AND effective_from <= #{day}
          ORDER BY effective_from DESC LIMIT 1
          """)
  @Nullable PlanRow effective(
      @Param("tenant") String tenant, @Param("planId") String planId, @Param("day") LocalDate day);

  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM plan_version WHERE tenant = #{tenant} AND plan_id = #{planId} LIMIT 1)
      """)
  boolean exists(@Param("tenant") String tenant, @Param("planId") String planId);
}
