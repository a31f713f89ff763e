package org.yipiao.authorization.signin;

import java.time.Duration;
import java.util.Optional;
import org.yipiao.authorization.store.ExpiringStore;

/**
 * How many wrong codes may come from one network in an hour, whichever phones they are for: else
 * one that may guess five times at each of many phones would meet somebody's code in the end. With
 * {@code n} guesses it succeeds with probability at most {@code n / 10^6} an hour, 1 in 10 000 by
 * default.
 *
 * <p>A code is counted before it is looked at, so that many at one time are no more than one after
 * another; one that was right is given back. Browsers that have signed in with the phone are not
 * counted: its own limits hold them, and no neighbour can keep them out.
 */
final class GuessLimit {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ExpiringStore store;
  private final SignInKey key;
  private final int wrongCodesPerNetwork;

  GuessLimit(ExpiringStore store, SignInKey key, int wrongCodesPerNetwork) {
    this.store = store;
    this.key = key;
    this.wrongCodesPerNetwork = wrongCodesPerNetwork;
  }

  /** A guess that may be looked at. */
  interface Guess {
    /** It was none, for the code is right. */
    void giveBack();
  }

  /**
   * @param phoneTag of the phone whose code is entered
   * @param address that the request came from
   * @param device the browser, if it signed in before
   * @return none when there were too many
   */
  Optional<Guess> admit(String phoneTag, String address, Optional<KnownDevices.Device> device) {
    if (device.filter(each -> each.phones().contains(phoneTag)).isPresent()) {
      return Optional.of(() -> {});
    }
    var counter = "wrong:" + Network.around(address).tag(key);
    return store.increment(counter, HOUR) <= wrongCodesPerNetwork
        ? Optional.of(() -> store.decrement(counter))
        : Optional.empty();
  }
}
