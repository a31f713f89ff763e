package org.yipiao.platform.http;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Addresses with the same first bits, as CIDR writes them (RFC 4632, RFC 4291 section 2.3): {@code
 * 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone.
 *
 * @param bits how many bits of {@code start} all addresses of the range share
 */
public record AddressRange(InetAddress start, int bits) {

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
  private static final int LONGEST = 45;

  public AddressRange {
    if (bits < 1 || bits > start.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("a range shares at least one bit and at most all");
    }
  }

  /**
   * @throws IllegalArgumentException when the text is no address and no range; {@code /0} is none,
   *     for it would leave nobody out
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress start = address(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return new AddressRange(start, start.getAddress().length * Byte.SIZE);
    }
    var bits = text.substring(slash + 1);
    if (!bits.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("no number of bits after the slash");
    }
    return new AddressRange(start, Integer.parseInt(bits));
  }

  /**
   * A literal address, of which nothing is looked up: four numbers, or IPv6 without a zone.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static InetAddress address(String text) {
    boolean written =
        text.length() <= LONGEST && (IPV4.matcher(text).matches() || IPV6.matcher(text).matches());
    if (!written) {
      throw new IllegalArgumentException("no literal address");
    }
    return InetAddress.ofLiteral(text);
  }

  /** Whether the address begins with the range's bits; one of the other family never does. */
  public boolean contains(InetAddress address) {
    byte[] own = start.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >>> (bit % Byte.SIZE);
      if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
