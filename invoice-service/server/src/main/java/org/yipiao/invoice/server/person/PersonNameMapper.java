package org.yipiao.invoice.server.person;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface PersonNameMapper {

  @SuppressWarnings("ArrayRecordComponent") // a row, compared nowhere
  record Row(String personId, byte[] nameDigest) {}

  /** Those of these persons and digests that are there, at most one for each pair. */
  @Select(
      """
      <script>
      SELECT person_id, name_digest FROM person_name WHERE person_id IN
      <foreach collection="persons" item="p" open="(" separator="," close=")">#{p}</foreach>
      AND name_digest IN
      <foreach collection="digests" item="d" open="(" separator="," close=")">#{d}</foreach>
      </script>
      """)
  List<Row> find(
      @Param("persons") Collection<String> persons, @Param("digests") Collection<byte[]> digests);

  @Select(
      """
      SELECT person_id, name_digest FROM person_name WHERE person_id = #{person} LIMIT #{limit}
      """)
  List<Row> ofPerson(@Param("person") String person, @Param("limit") int limit);

  @Insert(
      """
      <script>
      INSERT INTO person_name (person_id, name_digest, tenant, created_micros, actor, cause) VALUES
      <foreach collection="rows" item="r" separator=",">
        (#{r.personId}, #{r.nameDigest}, #{tenant}, #{at}, #{actor}, #{cause})
      </foreach>
      ON DUPLICATE KEY UPDATE person_id = person_id
      </script>
      """)
  void insert(
      @Param("rows") Collection<Row> rows,
      @Param("tenant") String tenant,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  @Delete("DELETE FROM person_name WHERE person_id = #{person} LIMIT #{limit}")
  void erase(@Param("person") String person, @Param("limit") int limit);
}
