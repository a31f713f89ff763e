package org.yipiao.invoice.server.link;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface LinkAttemptMapper {

  /** An attempt of a person. */
  record Attempt(long invoiceId, long atMicros) {}

  @Insert(
      """
      INSERT INTO link_attempt (attempt_id, tenant, person_id, invoice_id, at_micros, actor, cause)
      VALUES (#{attempt}, #{tenant}, #{person}, #{invoice}, #{at}, #{actor}, #{cause})
      """)
  void insert(
      @Param("attempt") String attempt,
      @Param("tenant") String tenant,
      @Param("person") String person,
      @Param("invoice") long invoice,
      @Param("at") long at,
      @Param("actor") String actor,
      @Param("cause") String cause);

  /** A person's attempts since a time, newest first. */
  @Select(
      """
      SELECT invoice_id, at_micros FROM link_attempt
      WHERE person_id = #{person} AND at_micros > #{since} ORDER BY at_micros DESC LIMIT #{limit}
      """)
  List<Attempt> ofPerson(
      @Param("person") String person, @Param("since") long since, @Param("limit") int limit);

  /** When all persons together tried that number. */
  @Select(
      """
      SELECT at_micros FROM link_attempt
      WHERE invoice_id = #{invoice} AND at_micros > #{since} LIMIT #{limit}
      """)
  List<Long> onInvoice(
      @Param("invoice") long invoice, @Param("since") long since, @Param("limit") int limit);

  @Delete("DELETE FROM link_attempt WHERE attempt_id = #{attempt}")
  void forget(@Param("attempt") String attempt);

  @Delete("DELETE FROM link_attempt WHERE at_micros < #{before} ORDER BY at_micros LIMIT #{limit}")
  void forgetBefore(@Param("before") long before, @Param("limit") int limit);
}
