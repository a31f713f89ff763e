package org.yipiao.claims.server.review;

/**
 * Who acts for a payer. A program answers for itself, but somebody holds its key: who that is
 * cannot be seen, so a program and a person are never known to be two people.
 *
 * @param name of the person, or of the program
 * @param program whether nobody has signed in
 */
public record Operator(String name, boolean program) {

  /** Somebody who has signed in. */
  public static Operator person(String name) {
    return new Operator(name, false);
  }

  /** A program that calls for itself. */
  public static Operator program(String name) {
    return new Operator(name, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
