package org.yipiao.invoice.server.batch;

import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
@SuppressWarnings("ArrayRecordComponent") // rows, compared nowhere
interface BatchMapper {

  record Row(long ledgerId, byte[] requestDigest) {}

  @Select(
      """
      SELECT ledger_id, request_digest FROM batch
      WHERE tenant = #{tenant} AND batch_id = #{batchId}
      """)
  Optional<Row> find(@Param("tenant") String tenant, @Param("batchId") String batchId);

  @Insert(
      """
      INSERT INTO batch
        (tenant, batch_id, ledger_id, request_digest, created_micros, actor, cause)
      VALUES (#{tenant}, #{batchId}, #{ledgerId}, #{requestDigest}, #{at}, #{actor},
        'BATCH_SUBMITTED')
      """)
  void insert(
      @Param("tenant") String tenant,
      @Param("batchId") String batchId,
      @Param("ledgerId") long ledgerId,
      @Param("requestDigest") byte[] requestDigest,
      @Param("at") long at,
      @Param("actor") String actor);
}
