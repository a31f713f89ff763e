package org.yipiao.authorization.signin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.yipiao.authorization.store.ExpiringStore;

/**
 * How many messages may be asked for in an hour. Whoever signed in with a phone on a browser before
 * is held by that browser's own limit alone, so that no number of requests from elsewhere can lock
 * the owner out; strange browsers are held by their address, by address and phone, and by a cap for
 * the phone that all of them share. Asked for is asked for, whether the phone is known or not.
 */
final class SendingLimits {

  private static final Duration HOUR = Duration.ofHours(1);

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
    var network = network(address);
    return within(settings.messagesPerAddress(), "address:" + network)
        && within(settings.messagesPerAddressAndPhone(), "address:" + network + ":" + tag)
        && within(settings.messagesPerPhone(), "phone:" + tag);
  }

  private boolean within(int limit, String counter) {
    return store.increment("sent:" + counter, HOUR) <= limit;
  }

  /** One subscriber has all of an IPv6 network of 64 bits. The address is only kept as a tag. */
  private String network(String address) {
    try {
      // The container gives a literal address, so nothing is looked up.
      var bytes = InetAddress.getByName(address).getAddress();
      var prefix = bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes;
      return key.tag("address", HexFormat.of().formatHex(prefix));
    } catch (UnknownHostException _) {
      return key.tag("address", address);
    }
  }
}
