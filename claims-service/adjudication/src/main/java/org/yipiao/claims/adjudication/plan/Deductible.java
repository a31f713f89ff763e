package org.yipiao.claims.adjudication.plan;

import java.util.List;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.BrokenRuleException;

/** What a person bears before the scale begins (起付线). */
public sealed interface Deductible {

  /** Once a year, over all bills. */
  record Annual(Money amount) implements Deductible {}

  /**
   * Once for each admission; later admissions of a year bear what the list says, the last entry
   * holds for all further ones.
   */
  record ByAdmission(List<Money> amounts) implements Deductible {

    public ByAdmission {
      amounts = List.copyOf(amounts);
      if (amounts.isEmpty()) {
        throw new BrokenRuleException(ReadingRule.NO_ADMISSION_AMOUNT);
      }
    }

    /**
     * @param ordinal 1 for the first admission of the year
     */
    public Money of(int ordinal) {
      return amounts.get(Math.min(ordinal, amounts.size()) - 1);
    }
  }
}
