package org.yipiao.invoice.server.history;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

@Mapper
interface StatusChangeMapper {

  @Insert(
      """
      <script>
      INSERT INTO status_change
        (tenant, subject_kind, subject, state, at_micros, actor, cause, traceparent)
      VALUES
      <foreach collection="changes" item="c" separator=",">
        (#{c.tenant}, #{c.subjectKind}, #{c.subject}, #{c.state}, #{c.atMicros}, #{c.actor},
         #{c.cause}, #{c.traceparent,jdbcType=CHAR})
      </foreach>
      </script>
      """)
  void insert(@Param("changes") List<StatusHistory.Change> changes);
}
