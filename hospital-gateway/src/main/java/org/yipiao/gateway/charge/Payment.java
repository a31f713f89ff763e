package org.yipiao.gateway.charge;

import java.math.BigDecimal;

/**
 * Money received for a bill.
 *
 * @param amount yuan, as sent
 */
public record Payment(Fund fund, BigDecimal amount) {

  /** Whose money it is. */
  public enum Fund {
    /** 医保统筹基金支付. */
    FUND,
    /** 其他支付. */
    OTHER,
    /** 个人账户支付. */
    ACCOUNT,
    /** 个人现金支付. */
    CASH
  }
}
