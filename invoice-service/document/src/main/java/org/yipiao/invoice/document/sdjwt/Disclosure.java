package org.yipiao.invoice.document.sdjwt;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.yipiao.ledger.protocol.wire.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One selectively disclosable claim (RFC 9901 §4.2): base64url of {@code [salt, name, value]}.
 *
 * @param name of the claim
 * @param value in clear
 * @param encoded the exact text, which its digest covers
 */
public record Disclosure(String name, JsonNode value, String encoded) {

  /** 128 bits: the digest hides the value only because of the salt. */
  static final int SALT_BYTES = 16;

  private static final Set<String> RESERVED = Set.of("_sd", "...", "_sd_alg");

  static Disclosure of(byte[] salt, String name, JsonNode value) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes");
    }
    var array = JsonNodeFactory.instance.arrayNode();
    array.add(Base64Url.encode(salt)).add(name).add(value);
    return new Disclosure(name, value, Base64Url.encode(Json.write(array)));
  }

  /**
   * @throws IllegalArgumentException unless the text is a disclosure of an object's member
   */
  static Disclosure read(String encoded) {
    JsonNode array = Json.read(Base64Url.decode(encoded));
    if (!array.isArray() || array.size() != 3) {
      throw new IllegalArgumentException("a disclosure has salt, name and value");
    }
    if (!array.get(0).isString() || !array.get(1).isString()) {
      throw new IllegalArgumentException("salt and name are texts");
    }
    if (Base64Url.decode(array.get(0).stringValue()).length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes");
    }
    String name = array.get(1).stringValue();
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException("a reserved name");
    }
    refuseNested(array.get(2));
    return new Disclosure(name, array.get(2), encoded);
  }

  private static void refuseNested(JsonNode value) {
    for (String reserved : RESERVED) {
      if (value.has(reserved)) {
        throw new IllegalArgumentException("digests inside a disclosure");
      }
    }
    value.forEach(Disclosure::refuseNested);
  }

  /** Base64url of SHA-256 over the encoded text. */
  String digest() {
    byte[] ascii = encoded.getBytes(StandardCharsets.US_ASCII);
    return Base64Url.encode(Digest.sha256(ascii).bytes());
  }

  /** Names the claim, never its value. */
  @Override
  public String toString() {
    return "Disclosure[" + name + "]";
  }
}
