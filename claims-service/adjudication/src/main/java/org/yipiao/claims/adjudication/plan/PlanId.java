package org.yipiao.claims.adjudication.plan;

import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.platform.reason.BrokenRuleException;

/**
 * Names one benefit plan of one payer: lowercase letters, digits and hyphens, 2 to 60 characters.
 */
public record PlanId(String value) {

  public PlanId {
    if (!value.matches("[a-z][a-z0-9-]{1,59}")) {
      throw new BrokenRuleException(ReadingRule.PLAN_ID);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
