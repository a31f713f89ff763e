package org.yipiao.authorization.staff;

import java.util.Arrays;
import java.util.Set;

/** What somebody does at a payer, and the scopes that it takes. */
enum StaffRole {
  /** Looks at claims. */
  VIEWER("claims.viewer"),
  /** Decides claims, and says what became of a payment. */
  DECIDER("claims.decider");

  private final String word;

  StaffRole(String word) {
    this.word = word;
  }

  Set<String> scopes() {
    return switch (this) {
      case VIEWER -> Set.of("claims.read");
      case DECIDER -> Set.of("claims.read", "claims.decide", "claims.resolve");
    };
  }

  /**
   * @throws IllegalArgumentException when there is no such role
   */
  static StaffRole of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no such role"));
  }
}
