package org.yipiao.claims.server.history;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;

@Mapper
interface StatusChangeMapper {

  @Insert(
      """
      INSERT INTO status_change (tenant, claim_id, kind, attempt, status, created_at, actor, cause)
      VALUES (#{tenant}, #{claimId}, #{kind}, #{attempt}, #{status}, #{at}, #{actor}, #{cause})
      """)
  void insert(StatusHistory.Change change);
}
