package org.yipiao.platform.id;

/**
 * An organisation whose data nobody else may see: a hospital, an agency, an insurer, the bureau.
 * Lowercase letters, digits and hyphens, 2 to 40 characters, starting with a letter.
 */
public record TenantId(String value) {

  public TenantId {
    if (!value.matches("[a-z][a-z0-9-]{1,39}")) {
      throw new IllegalArgumentException("a tenant id has 2 to 40 of a-z, 0-9 and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
