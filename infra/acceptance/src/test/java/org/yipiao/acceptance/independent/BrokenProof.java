package org.yipiao.acceptance.independent;

/** The first link of a bundle that does not hold. */
final class BrokenProof extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenProof(String reason) {
    super(reason);
  }

  BrokenProof(String reason, Throwable cause) {
    super(reason, cause);
  }

  static void unless(boolean holds, String reason) throws BrokenProof {
    if (!holds) {
      throw new BrokenProof(reason);
    }
  }
}
