package org.yipiao.authorization.signin;

import java.time.Duration;
import java.util.Optional;
import org.yipiao.authorization.store.ExpiringStore;

/**
 * How many messages may be asked for. Browsers that have signed in with a phone are held by limits
 * of their own, each by one and all of the phone's together by another, so that no number of
 * requests from elsewhere can lock the owner out and no number of such browsers gets more; strange
 * browsers are held by their network, by network and phone, and by a cap for the phone that all of
 * them share. Asked for is asked for, whether the phone is known or not.
 */
final class SendingLimits {

  /** Short, for who uses up a network's keeps its neighbours from getting codes for as long. */
  private static final Duration NETWORK_WINDOW = Duration.ofMinutes(10);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final ExpiringStore store;
  private final SignInKey key;
  private final SignInProperties settings;

  SendingLimits(ExpiringStore store, SignInKey key, SignInProperties settings) {
    this.store = store;
    this.key = key;
    this.settings = settings;
  }

  /**
   * Counts a request for a message and says whether it may be met.
   *
   * @param phoneTag of the phone that it goes to
   * @param address that the request came from
   * @param device id of the browser, if it has signed in with the phone
   */
  boolean admit(String phoneTag, String address, Optional<String> device) {
    if (device.isPresent()) {
      return within(settings.messagesPerDevice(), "device:" + device.get() + ":" + phoneTag, HOUR)
          && within(settings.knownMessagesPerPhone(), "known:" + phoneTag, HOUR)
          && within(settings.knownMessagesPerPhoneAndDay(), "known-day:" + phoneTag, DAY);
    }
    for (var network : Network.ofOneSubscriber(address)) {
      long most = network.times(settings.messagesPerAddress());
      if (!within(most, "address:" + network.tag(key), NETWORK_WINDOW)) {
        return false;
      }
    }
    var subscriber = Network.ofOneSubscriber(address).getFirst().tag(key);
    return within(
            settings.messagesPerAddressAndPhone(), "address:" + subscriber + ":" + phoneTag, HOUR)
        && within(settings.messagesPerPhone(), "phone:" + phoneTag, HOUR)
        && within(settings.messagesPerPhoneAndDay(), "day:phone:" + phoneTag, DAY);
  }

  private boolean within(long most, String counter, Duration window) {
    return store.increment("sent:" + counter, window) <= most;
  }
}
