package org.yipiao.invoice.server.person;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface PersonKeyMapper {

  @SuppressWarnings("ArrayRecordComponent") // a row, compared nowhere
  record Row(String keyRef, byte[] wrapped) {}

  /** A key and when it was made. */
  @SuppressWarnings("ArrayRecordComponent") // a row, compared nowhere
  record Made(byte[] wrapped, long createdMicros) {}

  @Select(
      """
      <script>
      SELECT key_ref, wrapped FROM person_key WHERE key_ref IN
      <foreach collection="refs" item="r" open="(" separator="," close=")">#{r}</foreach>
      </script>
      """)
  List<Row> find(@Param("refs") Collection<String> refs);

  @Select("SELECT wrapped, created_micros FROM person_key WHERE key_ref = #{ref}")
  Optional<Made> findOne(@Param("ref") String ref);

  @Insert(
      """
      <script>
      INSERT INTO person_key (key_ref, wrapped, created_micros, tenant, actor, cause) VALUES
      <foreach collection="rows" item="r" separator=",">
        (#{r.keyRef}, #{r.wrapped}, #{createdMicros}, #{tenant}, #{actor}, #{cause})
      </foreach>
      ON DUPLICATE KEY UPDATE key_ref = key_ref
      </script>
      """)
  void insert(
      @Param("rows") Collection<Row> rows,
      @Param("createdMicros") long createdMicros,
      @Param("tenant") String tenant,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Delete("DELETE FROM person_key WHERE key_ref = #{ref}")
  int erase(@Param("ref") String ref);
}
