package org.yipiao.acceptance.independent;

import static org.yipiao.acceptance.independent.BrokenProof.unless;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.yipiao.acceptance.independent.IndependentVerifier.IssuedLeaf;
import tools.jackson.databind.JsonNode;

/** The document's side: an SD-JWT (RFC 9901) whose issuer chains to the trust root. */
final class Document {

  private static final Map<String, String> NAMES =
      Map.of("2.5.4.97", "organizationIdentifier", "2.5.4.5", "serialNumber");

  private final JsonNode trust;

  Document(JsonNode trust) {
    this.trust = trust;
  }

  void verify(String compact, IssuedLeaf leaf) throws BrokenProof, GeneralSecurityException {
    unless(compact.endsWith("~"), "document: not an SD-JWT without key binding");
    String[] parts = compact.split("~", -1);
    String jwt = parts[0];
    String commitment =
        Base64.getEncoder()
            .encodeToString(LogProof.sha256(jwt.getBytes(StandardCharsets.US_ASCII)));
    unless(commitment.equals(leaf.commitment()), "document: commitment");
    String[] pieces = jwt.split("\\.", -1);
    unless(pieces.length == 3, "document: not a JWT");
    JsonNode header = json(pieces[0]);
    JsonNode claims = json(pieces[1]);
    switch (header.get("alg").stringValue()) {
      case "ES256" -> checkIntl(pieces, header, claims, leaf);
      case GmIssuer.ALGORITHM -> checkGm(pieces, header, claims, leaf);
      default -> throw new BrokenProof("document: algorithm");
    }
    checkClaims(claims, leaf);
    checkDisclosures(claims, Arrays.asList(parts).subList(1, parts.length - 1));
  }

  private void checkIntl(String[] pieces, JsonNode header, JsonNode claims, IssuedLeaf leaf)
      throws BrokenProof, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : chain(header)) {
      chain.add(certificate(der));
    }
    checkChain(chain, leaf.timeNanos());
    checkSignature(pieces, chain.getFirst());
    Map<String, String> subject = subject(chain.getFirst());
    checkSubject(
        claims,
        subject.getOrDefault("organizationIdentifier", ""),
        subject.getOrDefault("serialNumber", ""));
  }

  private void checkGm(String[] pieces, JsonNode header, JsonNode claims, IssuedLeaf leaf)
      throws BrokenProof {
    var issuer = GmIssuer.of(chain(header), trust.get("issuerRoots"), time(leaf.timeNanos()));
    unless(issuer.verifies(signed(pieces), base64Url(pieces[2])), "document: signature");
    checkSubject(claims, issuer.creditCode(), issuer.member());
  }

  private static byte[] signed(String[] pieces) {
    return (pieces[0] + "." + pieces[1]).getBytes(StandardCharsets.US_ASCII);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(nanos / 1_000_000_000L);
  }

  private static void checkClaims(JsonNode claims, IssuedLeaf leaf) throws BrokenProof {
    String id = IndependentVerifier.eighteenDigits(leaf.invoiceId());
    unless(claims.get("invoice_id").stringValue().equals(id), "document: invoice id");
    unless(claims.get("total_fen").longValue() == leaf.total(), "document: total");
    unless(claims.get("claimable_fen").longValue() == leaf.claimable(), "document: claimable");
    String member = Integer.toUnsignedString(leaf.member());
    unless(claims.get("member").asString().equals(member), "document: member");
  }

  private static List<byte[]> chain(JsonNode header) {
    var chain = new ArrayList<byte[]>();
    for (JsonNode der : header.get("x5c")) {
      chain.add(Base64.getDecoder().decode(der.stringValue()));
    }
    return chain;
  }

  private static X509Certificate certificate(byte[] bytes) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private void checkChain(List<X509Certificate> chain, long nanos)
      throws BrokenProof, GeneralSecurityException {
    Set<TrustAnchor> anchors = new HashSet<>();
    List<X509Certificate> path = new ArrayList<>(chain);
    for (JsonNode pem : trust.get("issuerRoots")) {
      X509Certificate root;
      try {
        root = certificate(pem.stringValue().getBytes(StandardCharsets.US_ASCII));
      } catch (CertificateException _) {
        continue; // of suite GM, which the JDK does not read
      }
      anchors.add(new TrustAnchor(root, null));
      path.remove(root);
    }
    unless(!anchors.isEmpty() && !path.isEmpty(), "document: no issuer root");
    var parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(time(nanos)));
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (CertPathValidatorException e) {
      throw new BrokenProof("document: issuer's certificate", e);
    }
  }

  private static void checkSignature(String[] pieces, X509Certificate issuer)
      throws BrokenProof, GeneralSecurityException {
    Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
    ecdsa.initVerify(issuer.getPublicKey());
    ecdsa.update(signed(pieces));
    unless(ecdsa.verify(base64Url(pieces[2])), "document: signature");
  }

  private static Map<String, String> subject(X509Certificate issuer) throws BrokenProof {
    Map<String, String> subject = new HashMap<>();
    try {
      var name = new LdapName(issuer.getSubjectX500Principal().getName("RFC2253", NAMES));
      for (Rdn rdn : name.getRdns()) {
        Object value = rdn.getValue();
        subject.put(rdn.getType(), value instanceof byte[] der ? derString(der) : value.toString());
      }
    } catch (InvalidNameException e) {
      throw new BrokenProof("document: issuer's subject", e);
    }
    return subject;
  }

  private static void checkSubject(JsonNode claims, String creditCode, String member)
      throws BrokenProof {
    String code = claims.get("issuer_code").stringValue();
    unless(code.equals(creditCode), "document: credit code");
    unless(claims.get("member").asString().equals(member), "document: member of the certificate");
  }

  private static String derString(byte[] der) {
    return new String(der, 2, der.length - 2, StandardCharsets.UTF_8);
  }

  /** Every disclosure is referenced exactly once, and no digest occurs twice. */
  private static void checkDisclosures(JsonNode claims, List<String> disclosures)
      throws BrokenProof, GeneralSecurityException {
    Map<String, String> byDigest = new HashMap<>();
    for (String disclosure : disclosures) {
      String digest =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(LogProof.sha256(disclosure.getBytes(StandardCharsets.US_ASCII)));
      unless(byDigest.put(digest, disclosure) == null, "document: a disclosure occurs twice");
    }
    Set<String> seen = new HashSet<>();
    walk(claims, byDigest, seen);
    unless(seen.containsAll(byDigest.keySet()), "document: a disclosure is not referenced");
  }

  private static void walk(JsonNode node, Map<String, String> disclosures, Set<String> seen)
      throws BrokenProof {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (member.getKey().equals("_sd")) {
          for (JsonNode digest : member.getValue()) {
            follow(digest.stringValue(), 3, disclosures, seen);
          }
        } else if (member.getKey().equals("...")) {
          follow(member.getValue().stringValue(), 2, disclosures, seen);
        } else {
          walk(member.getValue(), disclosures, seen);
        }
      }
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        walk(element, disclosures, seen);
      }
    }
  }

  private static void follow(
      String digest, int size, Map<String, String> disclosures, Set<String> seen)
      throws BrokenProof {
    unless(seen.add(digest), "document: a digest occurs twice");
    String disclosure = disclosures.get(digest);
    if (disclosure != null) {
      JsonNode content = json(disclosure);
      unless(content.isArray() && content.size() == size, "document: shape of a disclosure");
      walk(content.get(size - 1), disclosures, seen);
    }
  }

  private static JsonNode json(String base64Url) throws BrokenProof {
    return IndependentVerifier.JSON.readTree(
        new String(base64Url(base64Url), StandardCharsets.UTF_8));
  }

  private static byte[] base64Url(String text) throws BrokenProof {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    unless(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text),
        "document: base64url");
    return bytes;
  }
}
