package org.yipiao.invoice.document;

import org.jspecify.annotations.Nullable;
import org.yipiao.platform.money.Money;

/**
 * Who paid what at the counter.
 *
 * @param fundPay 医保统筹基金支付
 * @param otherPay 其他支付
 * @param accountPay 个人账户支付
 * @param cashPay 个人现金支付
 * @param selfPay 个人自付
 * @param ownExpense 个人自费
 * @param prepaid 预缴, inpatient only
 * @param toppedUp 补缴, inpatient only
 * @param refunded 退费, inpatient only
 */
public record MoneyBlock(
    Money fundPay,
    Money otherPay,
    Money accountPay,
    Money cashPay,
    @Nullable Money selfPay,
    @Nullable Money ownExpense,
    @Nullable Money prepaid,
    @Nullable Money toppedUp,
    @Nullable Money refunded) {

  /** The person paid all of it in cash. */
  public static MoneyBlock allCash(Money total) {
    return of(Money.ZERO, Money.ZERO, Money.ZERO, total);
  }

  /** A block without the parts that need not be there. */
  public static MoneyBlock of(Money fundPay, Money otherPay, Money accountPay, Money cashPay) {
    return new MoneyBlock(fundPay, otherPay, accountPay, cashPay, null, null, null, null, null);
  }

  /** What the person paid, and so what payers may reimburse: account and cash. */
  public Money claimable() {
    return accountPay.plus(cashPay);
  }
}
