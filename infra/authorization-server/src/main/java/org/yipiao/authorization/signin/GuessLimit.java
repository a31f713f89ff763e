package org.yipiao.authorization.signin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.authorization.store.ExpiringStore;

/**
 * How many wrong codes may be entered: for each phone in a day, whoever enters them, and from each
 * network in an hour, whichever phones they are for. Else one that may guess five times at each of
 * many messages, or at each of many phones, would meet a code in the end.
 *
 * <p>A phone has two bounds of the same size, one for browsers that have signed in with it and one
 * for all others: so strangers cannot use up its owner's, and with {@code n} each a code is met
 * with probability at most {@code 2 n / 10^6} a day. Beyond its bound a phone signs in by its
 * owner's own message.
 *
 * <p>A code is counted before it is looked at, so that many at one time are no more than one after
 * another; one that was right is given back. Browsers that have signed in with the phone are not
 * counted for their network, and no neighbour can keep them out.
 */
final class GuessLimit {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final ExpiringStore store;
  private final SignInKey key;
  private final int wrongCodesPerNetwork;
  private final int wrongCodesPerPhoneAndDay;

  GuessLimit(ExpiringStore store, SignInKey key, SignInProperties settings) {
    this.store = store;
    this.key = key;
    this.wrongCodesPerNetwork = settings.wrongCodesPerNetwork();
    this.wrongCodesPerPhoneAndDay = settings.wrongCodesPerPhoneAndDay();
  }

  /** Whether a code may be looked at. */
  sealed interface Guess permits Admitted, NetworkUsedUp, PhoneUsedUp {}

  /** It may. */
  static final class Admitted implements Guess {

    private final Runnable undo;

    private Admitted(Runnable undo) {
      this.undo = undo;
    }

    /** It was no guess, for the code is right. */
    void giveBack() {
      undo.run();
    }
  }

  /** Too many wrong ones came from the network. */
  record NetworkUsedUp() implements Guess {}

  /** Too many wrong ones were entered for the phone. */
  record PhoneUsedUp() implements Guess {}

  /**
   * @param phoneTag of the phone whose code is entered
   * @param address that the request came from
   * @param known whether the code was asked for by a browser that has signed in with the phone
   */
  Guess admit(String phoneTag, String address, boolean known) {
    var counted = new ArrayList<String>();
    if (!known) {
      for (var network : Network.around(address)) {
        if (!count(
            "wrong:" + network.tag(key), HOUR, network.times(wrongCodesPerNetwork), counted)) {
          return new NetworkUsedUp();
        }
      }
    }
    var phone = (known ? "wrong-known:phone:" : "wrong:phone:") + phoneTag;
    return count(phone, DAY, wrongCodesPerPhoneAndDay, counted)
        ? new Admitted(() -> giveBack(counted))
        : new PhoneUsedUp();
  }

  /** Counts one more and says whether it is within; what is refused counts nowhere else. */
  private boolean count(String counter, Duration window, long most, List<String> counted) {
    boolean within = store.increment(counter, window) <= most;
    if (within) {
      counted.add(counter);
    } else {
      giveBack(counted);
    }
    return within;
  }

  private void giveBack(List<String> counters) {
    counters.forEach(store::decrement);
  }
}
