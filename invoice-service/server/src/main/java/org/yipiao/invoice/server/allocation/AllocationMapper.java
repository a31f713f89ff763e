package org.yipiao.invoice.server.allocation;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.api.BatchState;

@Mapper
interface AllocationMapper {

  String COLUMNS =
      "allocation_id, tenant, hospital, member, gateway_instance, code, first_id, last_id, state,"
          + " outcome, created_micros, final_micros";

  record Range(long firstId, long lastId) {}

  record Row(
      String allocationId,
      String tenant,
      String hospital,
      int member,
      String gatewayInstance,
      String code,
      long firstId,
      long lastId,
      BatchState state,
      @Nullable String outcome,
      long createdMicros,
      @Nullable Long finalMicros) {}

  @Select(
      """
      SELECT first_id, last_id FROM allocation
      WHERE member = #{member} AND state = 'FINAL' AND first_id <= #{id}
      ORDER BY first_id DESC LIMIT 1
      """)
  Optional<Range> finalRangeBelow(@Param("member") int member, @Param("id") long id);

  @Insert(
      """
      INSERT INTO number_counter (code, next_number, tenant, updated_micros, actor, cause)
      VALUES (#{code}, 1, #{tenant}, #{at}, #{actor}, 'ALLOCATION_REQUESTED')
      ON DUPLICATE KEY UPDATE code = code
      """)
  void ensureCounter(
      @Param("code") String code,
      @Param("tenant") String tenant,
      @Param("at") long at,
      @Param("actor") String actor);

  @Select("SELECT next_number FROM number_counter WHERE code = #{code} FOR UPDATE")
  long nextNumber(@Param("code") String code);

  @Update(
      """
      UPDATE number_counter SET next_number = #{next}, tenant = #{tenant},
        updated_micros = #{at}, actor = #{actor}, cause = 'ALLOCATION_REQUESTED'
      WHERE code = #{code}
      """)
  void advance(
      @Param("code") String code,
      @Param("next") long next,
      @Param("tenant") String tenant,
      @Param("at") long at,
      @Param("actor") String actor);

  @Insert(
      """
      INSERT INTO allocation
        (allocation_id, tenant, hospital, member, gateway_instance, code, first_id, last_id,
         state, created_micros, actor, cause)
      VALUES (#{r.allocationId}, #{r.tenant}, #{r.hospital}, #{r.member}, #{r.gatewayInstance},
        #{r.code}, #{r.firstId}, #{r.lastId}, #{r.state}, #{r.createdMicros}, #{actor},
        'ALLOCATION_REQUESTED')
      """)
  void insert(@Param("r") Row row, @Param("actor") String actor);

  @Select("SELECT " + COLUMNS + " FROM allocation WHERE allocation_id = #{id}")
  Optional<Row> find(@Param("id") String id);

  /** The latest first: a gateway that asks again and again misses none. */
  @Select(
      "SELECT "
          + COLUMNS
          + " FROM allocation WHERE hospital = #{hospital} AND gateway_instance = #{instance}"
          + " ORDER BY created_micros DESC, first_id DESC LIMIT #{limit}")
  List<Row> ofGateway(
      @Param("hospital") String hospital,
      @Param("instance") String instance,
      @Param("limit") int limit);

  @Update(
      """
      UPDATE allocation SET state = #{state}, outcome = #{outcome,jdbcType=VARCHAR},
        final_micros = #{at}
      WHERE allocation_id = #{id}
      """)
  int settle(
      @Param("id") String id,
      @Param("state") BatchState state,
      @Param("outcome") @Nullable String outcome,
      @Param("at") long at);
}
