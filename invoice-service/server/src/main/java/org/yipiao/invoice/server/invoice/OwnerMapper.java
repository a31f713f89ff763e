package org.yipiao.invoice.server.invoice;

import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface OwnerMapper {

  /** The invoice, which nobody else changes until the end of the transaction. */
  @Select("SELECT " + InvoiceMapper.COLUMNS + " FROM invoice WHERE invoice_id = #{id} FOR UPDATE")
  Optional<StoredInvoice> lock(@Param("id") long id);

  /** What was nobody's is the person's, and sealed under the person's key. */
  @Update(
      """
      UPDATE invoice SET person_id = #{person}, key_ref = #{keyRef}, sealed = #{sealed},
        summary = #{summary}
      WHERE invoice_id = #{id} AND person_id IS NULL
      """)
  int give(
      @Param("id") long id,
      @Param("person") String person,
      @Param("keyRef") String keyRef,
      @Param("sealed") byte[] sealed,
      @Param("summary") byte[] summary);
}
