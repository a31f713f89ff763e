package org.yipiao.platform.id;

/**
 * A person who works for a payer, as the payer names one: 2 to 40 of a-z, 0-9, dot, - and _. Never
 * the form of a {@link PersonId}.
 */
public record StaffId(String value) {

  public StaffId {
    if (!value.matches("[a-z0-9][a-z0-9._-]{1,39}")) {
      throw new IllegalArgumentException("a staff id has 2 to 40 of a-z, 0-9, dot, - and _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
