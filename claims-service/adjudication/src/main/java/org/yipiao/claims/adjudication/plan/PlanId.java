package org.yipiao.claims.adjudication.plan;

/**
 * Names one benefit plan of one payer: lowercase letters, digits and hyphens, 2 to 60 characters.
 */
public record PlanId(String value) {

  public PlanId {
    if (!value.matches("[a-z][a-z0-9-]{1,59}")) {
      throw new IllegalArgumentException("a plan id has 2 to 60 of a-z, 0-9 and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
