package org.yipiao.platform.id;

/**
 * A person as the register knows one: HMAC-SHA-256 of (document type, number) under the register's
 * key, written as 64 lowercase hexadecimal characters. Never a name, phone or record number.
 */
public record PersonId(String value) {

  public PersonId {
    if (!value.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a person id has 64 lowercase hexadecimal characters");
    }
  }

  /** Shortened: enough to tell two people apart in a log, not enough to look one up. */
  @Override
  public String toString() {
    return value.substring(0, 8) + "…";
  }
}
