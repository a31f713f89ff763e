package org.yipiao.authorization.grant;

import java.util.Optional;
import java.util.Set;

/** What somebody who signed in once may have now. It is asked for each token: people leave. */
@FunctionalInterface
public interface Entitlement {

  /**
   * Of the scopes that were asked for at the sign-in, those that tokens may have at present.
   *
   * @param subject who signed in, as tokens name them
   * @return none when nothing is left to them, which ends the grant
   */
  Optional<Set<String>> of(String clientId, String subject, Set<String> asked);
}
