package org.yipiao.invoice.document.sdjwt;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.wire.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Signs claims as an SD-JWT. Safe for use by several threads when its source of randomness is. */
public final class SdJwtIssuer {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final MessageSigner signer;
  private final RandomGenerator random;
  private final String encodedHeader;

  /**
   * @param signer of the key in the first certificate
   * @param chain the signer's certificate first; a root is left out of the document
   * @param random cryptographically strong: salts and decoys come from it
   */
  public SdJwtIssuer(MessageSigner signer, List<X509Certificate> chain, RandomGenerator random) {
    this.signer = signer;
    this.random = random;
    ObjectNode header = NODES.objectNode();
    header
        .put("alg", DocumentAlgorithm.of(chain.getFirst().getPublicKey()).name())
        .put("typ", SdJwt.TYPE);
    var x5c = header.putArray("x5c");
    for (X509Certificate certificate : chain) {
      if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
        continue;
      }
      try {
        x5c.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("a certificate that cannot be encoded", e);
      }
    }
    this.encodedHeader = Base64Url.encode(Json.write(header));
  }

  /**
   * @param visible always visible claims, in the order in which they are written
   * @param disclosable claims that are hidden behind salted digests
   * @return the compact text with all disclosures
   */
  public String issue(ObjectNode visible, Map<String, JsonNode> disclosable) {
    var digests = new TreeSet<String>();
    var disclosures = new ArrayList<Disclosure>(disclosable.size());
    disclosable.forEach((name, value) -> {
      Disclosure disclosure = Disclosure.of(bytes(Disclosure.SALT_BYTES), name, value);
      disclosures.add(disclosure);
      digests.add(disclosure.digest());
    });
    int padded = SdJwt.LEAST_DIGESTS;
    while (padded < digests.size()) {
      padded *= 2;
    }
    while (digests.size() < padded) {
      digests.add(Base64Url.encode(Digest.sha256(bytes(Digest.LENGTH)).bytes()));
    }
    ObjectNode payload = visible.deepCopy();
    payload.put("_sd_alg", SdJwt.DIGEST_ALGORITHM);
    var list = payload.putArray("_sd");
    digests.forEach(list::add);
    String signed = encodedHeader + "." + Base64Url.encode(Json.write(payload));
    byte[] signature = signer.sign(signed.getBytes(StandardCharsets.US_ASCII));
    var text = new StringBuilder(signed).append('.').append(Base64Url.encode(signature));
    text.append('~');
    disclosures.forEach(disclosure -> text.append(disclosure.encoded()).append('~'));
    return text.toString();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
