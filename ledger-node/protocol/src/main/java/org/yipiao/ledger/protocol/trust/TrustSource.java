package org.yipiao.ledger.protocol.trust;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a verifier has its trust root from. A {@link TrustRoot} is one that stays as it is; another
 * may go on with the ledger's epochs. Safe for use by several threads.
 */
public interface TrustSource {

  /** What is trusted now; nobody is asked, and nothing is waited for. */
  TrustRoot present();

  /**
   * A later trust root under which something holds that does not hold under an earlier one. Others
   * may be asked for it, which takes a bounded time, and is not done each time.
   *
   * @param than the one under which it does not hold
   * @param holds whether it holds under another one
   */
  Optional<TrustRoot> later(TrustRoot than, Predicate<TrustRoot> holds);
}
