package org.yipiao.invoice.document.sdjwt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.wire.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An SD-JWT without key binding (RFC 9901): {@code <issuer-signed JWT>~<disclosure>~…~}.
 *
 * <p>Stricter than the standard where it leaves room: a disclosure that no digest refers to is
 * refused rather than dropped; digests are sorted, unique and padded to 8, 16, 32, 64 …; all
 * disclosable claims are members of the top object; salts have 16 bytes; encodings are canonical.
 */
public final class SdJwt {

  /** Characters of a document at most. */
  public static final int MAX_LENGTH = 1 << 20;

  static final String TYPE = "dc+sd-jwt";
  static final String DIGEST_ALGORITHM = "sha-256";
  static final int LEAST_DIGESTS = 8;

  private final String jwt;
  private final DocumentAlgorithm algorithm;
  private final List<byte[]> certificates;
  private final ObjectNode claims;
  private final Map<String, Disclosure> disclosures;
  private final byte[] signature;

  private SdJwt(
      String jwt,
      DocumentAlgorithm algorithm,
      List<byte[]> certificates,
      ObjectNode claims,
      Map<String, Disclosure> disclosures,
      byte[] signature) {
    this.jwt = jwt;
    this.algorithm = algorithm;
    this.certificates = certificates;
    this.claims = claims;
    this.disclosures = disclosures;
    this.signature = signature;
  }

  /** Reads the text; the signature is not verified here. */
  public static SdJwtReading read(String compact) {
    if (compact.length() > MAX_LENGTH) {
      return new SdJwtReading.Refused(SdJwtFault.TOO_LARGE);
    }
    try {
      return new SdJwtReading.Read(parse(compact));
    } catch (Refusal refusal) {
      return new SdJwtReading.Refused(refusal.fault);
    }
  }

  private static SdJwt parse(String compact) throws Refusal {
    if (!compact.endsWith("~") || compact.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Refusal(SdJwtFault.COMPACT_MALFORMED);
    }
    String[] parts = compact.substring(0, compact.length() - 1).split("~", -1);
    String[] token = parts[0].split("\\.", -1);
    if (token.length != 3) {
      throw new Refusal(SdJwtFault.COMPACT_MALFORMED);
    }
    JsonNode header;
    JsonNode payload;
    byte[] signature;
    try {
      header = Json.read(Base64Url.decode(token[0]));
      payload = Json.read(Base64Url.decode(token[1]));
      signature = Base64Url.decode(token[2]);
    } catch (IllegalArgumentException e) {
      throw new Refusal(SdJwtFault.JWT_MALFORMED);
    }
    List<byte[]> certificates = certificates(header);
    if (!(payload instanceof ObjectNode claims)) {
      throw new Refusal(SdJwtFault.JWT_MALFORMED);
    }
    Set<String> digests = digests(claims);
    Map<String, Disclosure> disclosures = disclosures(parts, claims, digests);
    return new SdJwt(parts[0], algorithm(header), certificates, claims, disclosures, signature);
  }

  private static List<byte[]> certificates(JsonNode header) throws Refusal {
    if (!header.isObject()
        || header.size() != 3
        || !header.path("alg").isString()
        || !header.path("typ").isString()
        || !header.path("x5c").isArray()
        || header.path("x5c").isEmpty()
        || header.path("x5c").size() > 4) {
      throw new Refusal(SdJwtFault.HEADER_MALFORMED);
    }
    algorithm(header);
    if (!header.path("typ").stringValue().equals(TYPE)) {
      throw new Refusal(SdJwtFault.ALGORITHM_UNKNOWN);
    }
    var certificates = new ArrayList<byte[]>();
    for (JsonNode certificate : header.path("x5c")) {
      if (!certificate.isString()) {
        throw new Refusal(SdJwtFault.HEADER_MALFORMED);
      }
      try {
        certificates.add(java.util.Base64.getDecoder().decode(certificate.stringValue()));
      } catch (IllegalArgumentException e) {
        throw new Refusal(SdJwtFault.HEADER_MALFORMED);
      }
    }
    return List.copyOf(certificates);
  }

  private static DocumentAlgorithm algorithm(JsonNode header) throws Refusal {
    return DocumentAlgorithm.named(header.path("alg").stringValue())
        .orElseThrow(() -> new Refusal(SdJwtFault.ALGORITHM_UNKNOWN));
  }

  private static Set<String> digests(ObjectNode claims) throws Refusal {
    JsonNode list = claims.remove("_sd");
    JsonNode algorithm = claims.remove("_sd_alg");
    if (list == null
        || !list.isArray()
        || list.size() < LEAST_DIGESTS
        || Integer.bitCount(list.size()) != 1
        || algorithm == null
        || !algorithm.isString()
        || !algorithm.stringValue().equals(DIGEST_ALGORITHM)) {
      throw new Refusal(SdJwtFault.DIGESTS_MALFORMED);
    }
    var digests = new HashSet<String>();
    String previous = "";
    for (JsonNode node : list) {
      String digest = node.isString() ? node.stringValue() : "";
      if (digest.length() != 43 || digest.compareTo(previous) <= 0) {
        throw new Refusal(SdJwtFault.DIGESTS_MALFORMED);
      }
      digests.add(digest);
      previous = digest;
    }
    return digests;
  }

  private static Map<String, Disclosure> disclosures(
      String[] parts, ObjectNode claims, Set<String> digests) throws Refusal {
    var unused = new HashSet<>(digests);
    var disclosures = new LinkedHashMap<String, Disclosure>();
    for (int i = 1; i < parts.length; i++) {
      Disclosure disclosure;
      try {
        disclosure = Disclosure.read(parts[i]);
      } catch (IllegalArgumentException e) {
        throw new Refusal(SdJwtFault.DISCLOSURE_MALFORMED);
      }
      String digest = disclosure.digest();
      if (!digests.contains(digest)) {
        throw new Refusal(SdJwtFault.DISCLOSURE_FOREIGN);
      }
      if (!unused.remove(digest)
          || claims.has(disclosure.name())
          || disclosures.put(disclosure.name(), disclosure) != null) {
        throw new Refusal(SdJwtFault.DISCLOSURE_DUPLICATED);
      }
    }
    return disclosures;
  }

  /** The commitment: SHA-256 of the ASCII bytes before the first {@code ~}. */
  public Digest commitment() {
    return Digest.sha256(jwt.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether the document says so of its signature, and it is valid under the key. */
  public boolean verify(MessageVerifier key, DocumentAlgorithm ofTheKey) {
    return algorithm == ofTheKey && verify(key);
  }

  /** Whether the issuer's signature is valid under the key. */
  public boolean verify(MessageVerifier key) {
    String signed = jwt.substring(0, jwt.lastIndexOf('.'));
    return key.verify(signed.getBytes(StandardCharsets.US_ASCII), signature);
  }

  /** DER certificates of {@code x5c}, the signer's first; at least one. */
  public List<byte[]> certificates() {
    return certificates;
  }

  /** The always visible claims, without {@code _sd} and {@code _sd_alg}. */
  public JsonNode claims() {
    return claims;
  }

  /** What is disclosed here, in the order of the text. */
  public List<Disclosure> disclosures() {
    return List.copyOf(disclosures.values());
  }

  public Optional<JsonNode> disclosed(String name) {
    return Optional.ofNullable(disclosures.get(name)).map(Disclosure::value);
  }

  /** The text that discloses only the chosen names. */
  public String present(Predicate<String> chosen) {
    var text = new StringBuilder(jwt).append('~');
    for (Disclosure disclosure : disclosures.values()) {
      if (chosen.test(disclosure.name())) {
        text.append(disclosure.encoded()).append('~');
      }
    }
    return text.toString();
  }

  /** Says how much is disclosed, never what. */
  @Override
  public String toString() {
    return "SdJwt[" + disclosures.size() + " disclosures]";
  }

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final SdJwtFault fault;

    Refusal(SdJwtFault fault) {
      super(fault.name(), null, false, false);
      this.fault = fault;
    }
  }
}
