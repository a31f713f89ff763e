package org.yipiao.invoice.server.invoice;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Where a look-up comes from, as it is counted.
 *
 * @param prefix first bytes of the address, in hexadecimal
 * @param shares how many callers' worth of failures it has
 */
record CallerNetwork(String prefix, int shares) {

  private static final int IPV4_BYTES = 4;

  /**
   * The networks of an address, the smallest first: what a provider gives to one customer is half
   * of an IPv6 address, and whoever wants one is given 65 536 of these; IPv4 addresses are rented
   * by the 256.
   *
   * @param address literal
   */
  static List<CallerNetwork> of(String address) {
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    return bytes.length == IPV4_BYTES
        ? List.of(first(bytes, IPV4_BYTES, 1), first(bytes, 3, 16))
        : List.of(first(bytes, 8, 1), first(bytes, 6, 4), first(bytes, 4, 32));
  }

  private static CallerNetwork first(byte[] address, int bytes, int shares) {
    return new CallerNetwork(
        address.length + ":" + HexFormat.of().formatHex(Arrays.copyOf(address, bytes)), shares);
  }
}
