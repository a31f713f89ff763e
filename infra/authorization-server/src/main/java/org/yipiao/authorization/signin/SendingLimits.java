package org.yipiao.authorization.signin;

import java.time.Duration;
import java.util.Optional;
import org.yipiao.authorization.store.ExpiringStore;

/**
 * How many messages may be asked for in an hour and in a day. Whoever signed in with a phone on a
 * browser before is held by that browser's own limit alone, so that no number of requests from
 * elsewhere can lock the owner out; strange browsers are held by their address, by address and
 * phone, and by a cap for the phone that all of them share. Asked for is asked for, whether the
 * phone is known or not.
 */
final class SendingLimits {

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
   * @param address that the request came from
   * @param device the browser, if it signed in before
   */
  boolean admit(PhoneNumber phone, String address, Optional<KnownDevices.Device> device) {
    var tag = key.tag(phone);
    var known = device.filter(each -> each.phones().contains(tag));
    if (known.isPresent()) {
      return within(settings.messagesPerDevice(), "device:" + known.get().id() + ":" + tag);
    }
    var network = Network.ofOneSubscriber(address).tag(key);
    return within(settings.messagesPerAddress(), "address:" + network)
        && within(settings.messagesPerAddressAndPhone(), "address:" + network + ":" + tag)
        && within(settings.messagesPerPhone(), "phone:" + tag)
        && store.increment("sent-in-a-day:phone:" + tag, DAY) <= settings.messagesPerPhoneAndDay();
  }

  private boolean within(int limit, String counter) {
    return store.increment("sent:" + counter, HOUR) <= limit;
  }
}
