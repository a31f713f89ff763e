package org.yipiao.authorization.signin;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first bytes of an address, under which requests are counted.
 *
 * @param prefix in hexadecimal; the whole text where it is no literal address
 */
record Network(String prefix) {

  /** Of an IPv6 address; a provider gives one to each customer. */
  private static final int CUSTOMER_BYTES = 8;

  /** Of an IPv4 address; who has one address often has its neighbours. */
  private static final int NEIGHBOURHOOD_BYTES = 3;

  private static final int IPV4_BYTES = 4;

  /** IPv4 address, IPv6 /64. */
  static Network ofOneSubscriber(String address) {
    return of(address, IPV4_BYTES);
  }

  /** IPv4 /24, IPv6 /64. */
  static Network around(String address) {
    return of(address, NEIGHBOURHOOD_BYTES);
  }

  private static Network of(String address, int ofIpv4) {
    try {
      var bytes = InetAddress.ofLiteral(address).getAddress();
      int length = bytes.length == IPV4_BYTES ? ofIpv4 : CUSTOMER_BYTES;
      return new Network(HexFormat.of().formatHex(Arrays.copyOf(bytes, length)));
    } catch (IllegalArgumentException _) {
      return new Network(address);
    }
  }

  /** What is kept of it. */
  String tag(SignInKey key) {
    return key.tag("address", prefix);
  }

  @Override
  public String toString() {
    return "Network[…]";
  }
}
