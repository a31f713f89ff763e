package org.yipiao.authorization.signin;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The first bytes of an address, under which requests are counted.
 *
 * @param prefix in hexadecimal; the whole text where it is no literal address
 * @param shares how many subscribers' worth of requests it may make
 */
record Network(String prefix, int shares) {

  private static final int IPV4_BYTES = 4;

  /** Of an IPv4 address; who has one address often has its neighbours. */
  private static final int NEIGHBOURHOOD_BYTES = 3;

  /** Of an IPv6 address; a provider gives at least this to each customer. */
  private static final int CUSTOMER_BYTES = 8;

  /** Anybody is given such a one, with 65 536 of the above, for nothing. */
  private static final int SITE_BYTES = 6;

  /** What a provider has; its customers are many, so it may make many requests. */
  private static final int PROVIDER_BYTES = 4;

  private static final int SITE_SHARES = 4;
  private static final int PROVIDER_SHARES = 32;

  /** IPv4 address, or IPv6 /64, /48 and /32; the smallest first. */
  static List<Network> ofOneSubscriber(String address) {
    return of(address, IPV4_BYTES);
  }

  /** IPv4 /24, or IPv6 /64, /48 and /32; the smallest first. */
  static List<Network> around(String address) {
    return of(address, NEIGHBOURHOOD_BYTES);
  }

  private static List<Network> of(String address, int ofIpv4) {
    try {
      var bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == IPV4_BYTES
          ? List.of(first(bytes, ofIpv4, 1))
          : List.of(
              first(bytes, CUSTOMER_BYTES, 1),
              first(bytes, SITE_BYTES, SITE_SHARES),
              first(bytes, PROVIDER_BYTES, PROVIDER_SHARES));
    } catch (IllegalArgumentException _) {
      return List.of(new Network(address, 1));
    }
  }

  private static Network first(byte[] address, int bytes, int shares) {
    return new Network(
        (address.length == IPV4_BYTES ? "" : "6:")
            + HexFormat.of().formatHex(Arrays.copyOf(address, bytes)),
        shares);
  }

  /** As many as it may make where one subscriber may make {@code limit}. */
  long times(int limit) {
    return (long) shares * limit;
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
