package org.yipiao.acceptance.independent;

import static org.yipiao.acceptance.independent.BrokenProof.unless;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An X.509 certificate (RFC 5280) whose key is on sm2p256v1, which the JDK does not read.
 *
 * @param signed the bytes that its issuer signed
 * @param signature r ‖ s
 * @param issuer the issuer's name in DER
 * @param subject its own
 * @param names the subject's attributes, by their object identifiers in hexadecimal DER
 * @param key the point, uncompressed
 * @param authority whether it may certify others
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GmCertificate(
    byte[] signed,
    byte[] signature,
    byte[] issuer,
    byte[] subject,
    Map<String, String> names,
    Instant notBefore,
    Instant notAfter,
    byte[] key,
    boolean authority) {

  static final String CREDIT_CODE = "550461"; // 2.5.4.97
  static final String MEMBER = "550405"; // 2.5.4.5

  private static final String SM2_WITH_SM3 = "2a811ccf55018375"; // 1.2.156.10197.1.501
  private static final String EC_KEY = "2a8648ce3d0201"; // 1.2.840.10045.2.1
  private static final String SM2_CURVE = "2a811ccf5501822d"; // 1.2.156.10197.1.301
  private static final String BASIC_CONSTRAINTS = "551d13"; // 2.5.29.19
  private static final int COORDINATE = 32;

  static GmCertificate parse(byte[] der) throws BrokenProof {
    List<Der> parts = Der.one(der).children(0x30);
    unless(parts.size() == 3, "certificate: shape");
    unless(
        oid(parts.get(1).children(0x30).getFirst()).equals(SM2_WITH_SM3), "certificate: algorithm");
    List<Der> body = parts.getFirst().children(0x30);
    unless(body.size() > 7 && body.getFirst().tag() == 0xa0, "certificate: version");
    unless(
        oid(body.get(2).children(0x30).getFirst()).equals(SM2_WITH_SM3), "certificate: algorithm");
    List<Der> validity = body.get(4).children(0x30);
    List<Der> key = body.get(6).children(0x30);
    List<Der> kind = key.getFirst().children(0x30);
    unless(oid(kind.getFirst()).equals(EC_KEY), "certificate: key");
    unless(oid(kind.get(1)).equals(SM2_CURVE), "certificate: curve");
    return new GmCertificate(
        parts.getFirst().whole(),
        signature(parts.get(2)),
        body.get(3).whole(),
        body.get(5).whole(),
        names(body.get(5)),
        time(validity.get(0)),
        time(validity.get(1)),
        bits(key.get(1)),
        authority(body.getLast()));
  }

  /** Whether an issuer has signed it and may have. */
  boolean signedBy(GmCertificate issuing) {
    return issuing.authority
        && Arrays.equals(issuer, issuing.subject)
        && Sm2.verify(issuing.key, signed, signature);
  }

  boolean validAt(Instant time) {
    return !time.isBefore(notBefore) && !time.isAfter(notAfter);
  }

  private static String oid(Der one) throws BrokenProof {
    unless(one.tag() == 0x06, "certificate: object identifier");
    return HexFormat.of().formatHex(one.content());
  }

  private static byte[] bits(Der one) throws BrokenProof {
    unless(
        one.tag() == 0x03 && one.content().length > 1 && one.content()[0] == 0,
        "certificate: bits");
    return Arrays.copyOfRange(one.content(), 1, one.content().length);
  }

  private static byte[] signature(Der one) throws BrokenProof {
    List<Der> numbers = Der.one(bits(one)).children(0x30);
    unless(numbers.size() == 2, "certificate: signature");
    byte[] raw = new byte[2 * COORDINATE];
    for (int i = 0; i < 2; i++) {
      byte[] number = numbers.get(i).content();
      int zeros = number.length > 1 && number[0] == 0 ? 1 : 0;
      int length = number.length - zeros;
      unless(numbers.get(i).tag() == 0x02 && length <= COORDINATE, "certificate: signature");
      System.arraycopy(number, zeros, raw, (i + 1) * COORDINATE - length, length);
    }
    return raw;
  }

  private static Map<String, String> names(Der subject) throws BrokenProof {
    Map<String, String> names = new HashMap<>();
    for (Der relative : subject.children(0x30)) {
      for (Der attribute : relative.children(0x31)) {
        List<Der> pair = attribute.children(0x30);
        String text = new String(pair.get(1).content(), StandardCharsets.UTF_8);
        unless(names.put(oid(pair.getFirst()), text) == null, "certificate: a name twice");
      }
    }
    return names;
  }

  private static boolean authority(Der extensions) throws BrokenProof {
    if (extensions.tag() != 0xa3) {
      return false;
    }
    for (Der extension : Der.one(extensions.content()).children(0x30)) {
      List<Der> parts = extension.children(0x30);
      if (oid(parts.getFirst()).equals(BASIC_CONSTRAINTS)) {
        List<Der> constraints = Der.one(parts.getLast().content()).children(0x30);
        return !constraints.isEmpty()
            && constraints.getFirst().tag() == 0x01
            && constraints.getFirst().content()[0] == (byte) 0xff;
      }
    }
    return false;
  }

  private static Instant time(Der one) throws BrokenProof {
    String text = new String(one.content(), StandardCharsets.US_ASCII);
    unless(text.matches(one.tag() == 0x17 ? "[0-9]{12}Z" : "[0-9]{14}Z"), "certificate: time");
    String full = one.tag() == 0x18 ? text : (text.charAt(0) < '5' ? "20" : "19") + text;
    return LocalDateTime.parse(full, DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'"))
        .toInstant(ZoneOffset.UTC);
  }

  /** An element of DER (X.690) with a tag of one byte. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Der(int tag, byte[] content, byte[] whole) {

    static Der one(byte[] bytes) throws BrokenProof {
      List<Der> all = all(bytes);
      unless(all.size() == 1, "certificate: not one element");
      return all.getFirst();
    }

    List<Der> children(int expected) throws BrokenProof {
      unless(tag == expected, "certificate: another element");
      List<Der> all = all(content);
      unless(!all.isEmpty() || expected == 0x30, "certificate: nothing in an element");
      return all;
    }

    private static List<Der> all(byte[] bytes) throws BrokenProof {
      var all = new ArrayList<Der>();
      int at = 0;
      while (at < bytes.length) {
        int start = at;
        unless(bytes.length - at >= 2, "certificate: cut off");
        final int tag = bytes[at++] & 0xff;
        int length = bytes[at++] & 0xff;
        if (length > 0x7f) {
          int count = length & 0x7f;
          unless(count > 0 && count < 3 && bytes.length - at >= count, "certificate: length");
          length = 0;
          for (int i = 0; i < count; i++) {
            length = length << 8 | (bytes[at++] & 0xff);
          }
          unless(length > (count == 1 ? 0x7f : 0xff), "certificate: length");
        }
        unless(bytes.length - at >= length, "certificate: cut off");
        byte[] content = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        all.add(new Der(tag, content, Arrays.copyOfRange(bytes, start, at)));
      }
      return all;
    }
  }
}
