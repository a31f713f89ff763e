package org.yipiao.embedded;

/**
 * A database and the one account that may use it, and nothing but it.
 *
 * @param jdbcUrl JDBC URL without credentials
 * @param user account name
 * @param password its password
 */
public record DatabaseAccess(String jdbcUrl, String user, String password) {

  /** Leaves the password out. */
  @Override
  public String toString() {
    return user + " at " + jdbcUrl;
  }
}
