package org.yipiao.platform.http;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The part of an address that one subscriber has all of, under which requests are counted: an IPv4
 * address, or an IPv6 network of 64 bits.
 *
 * @param prefix its bytes in hexadecimal; the whole text where it is no literal address
 */
public record SubscriberNetwork(String prefix) {

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 8;

  /** The network of a literal address; nothing is looked up. */
  public static SubscriberNetwork of(String address) {
    try {
      // The zone of a link-local address is the machine's own affair.
      int zone = address.indexOf('%');
      var bytes =
          AddressRange.address(zone < 0 ? address : address.substring(0, zone)).getAddress();
      int length = bytes.length == IPV4_BYTES ? IPV4_BYTES : IPV6_BYTES;
      return new SubscriberNetwork(HexFormat.of().formatHex(Arrays.copyOf(bytes, length)));
    } catch (IllegalArgumentException _) {
      return new SubscriberNetwork(address);
    }
  }

  /** Shows no address. */
  @Override
  public String toString() {
    return "SubscriberNetwork[…]";
  }
}
