package org.yipiao.invoice.document;

import java.time.ZoneId;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/**
 * 收款单位: the hospital.
 *
 * @param member its number in the consortium
 * @param regionCode 行政区划, 6 digits
 * @param zone in which its business dates are meant
 */
public record Issuer(
    MemberNumber member, String name, CreditCode creditCode, String regionCode, ZoneId zone) {

  public Issuer {
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException("a hospital's name has 1 to 200 characters");
    }
    if (!regionCode.matches("[0-9]{6}")) {
      throw new IllegalArgumentException("a region code has 6 digits");
    }
  }
}
