package org.yipiao.embedded;

/**
 * A database to be there, with its only account of the same name.
 *
 * @param name 1 to 32 of a-z, 0-9 and underscore; database and user
 * @param password letters, digits and hyphens
 */
public record DatabaseAccount(String name, String password) {

  /** Refuses what would need quoting in SQL. */
  public DatabaseAccount {
    if (!name.matches("[a-z][a-z0-9_]{0,31}")) {
      throw new IllegalArgumentException("not a database name: " + name);
    }
    if (!password.matches("[A-Za-z0-9-]{8,64}")) {
      throw new IllegalArgumentException(
          "password of " + name + " is not 8 to 64 of A-Z a-z 0-9 -");
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return name;
  }
}
