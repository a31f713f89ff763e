package org.yipiao.acceptance.independent;

import static org.yipiao.acceptance.independent.BrokenProof.unless;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whoever signs documents of suite GM, under a chain that leads to a root of the trust file. */
final class GmIssuer {

  /** The name that documents have for SM2 with SM3; it is registered nowhere. */
  static final String ALGORITHM = "SM2SM3";

  private final GmCertificate certificate;

  private GmIssuer(GmCertificate certificate) {
    this.certificate = certificate;
  }

  /** Follows the chain of a document to a root; all in it are valid at the time. */
  static GmIssuer of(List<byte[]> chain, JsonNode roots, Instant time) throws BrokenProof {
    unless(!chain.isEmpty(), "document: no certificate");
    List<GmCertificate> path = new ArrayList<>();
    for (byte[] der : chain) {
      path.add(GmCertificate.parse(der));
    }
    unless(!path.getFirst().authority(), "document: signed by an authority");
    path.add(root(path.getLast(), roots));
    for (int i = 0; i + 1 < path.size(); i++) {
      unless(path.get(i).signedBy(path.get(i + 1)), "document: issuer's certificate");
    }
    for (GmCertificate one : path) {
      unless(one.validAt(time), "document: a certificate that was not valid");
    }
    return new GmIssuer(path.getFirst());
  }

  private static GmCertificate root(GmCertificate last, JsonNode roots) throws BrokenProof {
    for (JsonNode pem : roots) {
      Optional<GmCertificate> root = readable(pem.stringValue());
      if (root.isPresent() && last.signedBy(root.get())) {
        return root.get();
      }
    }
    throw new BrokenProof("document: no issuer root");
  }

  /** Roots of the other suite stand beside those of this one. */
  private static Optional<GmCertificate> readable(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      return Optional.of(GmCertificate.parse(Base64.getDecoder().decode(base64)));
    } catch (BrokenProof e) {
      return Optional.empty();
    }
  }

  boolean verifies(byte[] message, byte[] signature) {
    return Sm2.verify(certificate.key(), message, signature);
  }

  String creditCode() {
    return certificate.names().getOrDefault(GmCertificate.CREDIT_CODE, "");
  }

  String member() {
    return certificate.names().getOrDefault(GmCertificate.MEMBER, "");
  }
}
