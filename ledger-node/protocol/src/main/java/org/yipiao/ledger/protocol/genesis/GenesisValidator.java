package org.yipiao.ledger.protocol.genesis;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.SignatureType;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;

/**
 * What a member brings as a validator; kinds of keys that are never the same.
 *
 * @param logKey type 0x01, named after the log's origin
 * @param cosigningKey type 0x04
 * @param postQuantumKey type 0x06 under the cosigning key's name; absent unless it was chosen
 * @param engineCertificate of its identity in the ordering engine
 * @param gossipHost where its engine listens
 * @param gossipPort 1..65535
 */
public record GenesisValidator(
    Vkey logKey,
    Vkey cosigningKey,
    @Nullable Vkey postQuantumKey,
    X509Certificate engineCertificate,
    String gossipHost,
    int gossipPort) {

  public GenesisValidator {
    if (logKey.type() != SignatureType.LOG || cosigningKey.type() != SignatureType.COSIGNATURE) {
      throw new FormatException("a validator has a log key and a cosigning key");
    }
    if (postQuantumKey != null
        && (postQuantumKey.type() != SignatureType.POST_QUANTUM_COSIGNATURE
            || !postQuantumKey.name().equals(cosigningKey.name()))) {
      throw new FormatException("a post-quantum key has the cosigning key's name");
    }
    if (!gossipHost.matches("[A-Za-z0-9.:-]{1,253}") || gossipPort < 1 || gossipPort > 65_535) {
      throw new FormatException("gossip address");
    }
  }

  /** A validator without a post-quantum key. */
  public GenesisValidator(
      Vkey logKey,
      Vkey cosigningKey,
      X509Certificate engineCertificate,
      String gossipHost,
      int gossipPort) {
    this(logKey, cosigningKey, null, engineCertificate, gossipHost, gossipPort);
  }

  static GenesisValidator read(JsonObject in) {
    var validator =
        new GenesisValidator(
            Vkey.parse(in.text("logKey")),
            Vkey.parse(in.text("cosigningKey")),
            in.has("postQuantumKey") ? Vkey.parse(in.text("postQuantumKey")) : null,
            certificate(in.base64("engineCertificate")),
            in.text("gossipHost"),
            in.int32("gossipPort", 1, 65_535));
    in.end();
    return validator;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("logKey", logKey.text());
    json.put("cosigningKey", cosigningKey.text());
    if (postQuantumKey != null) {
      json.put("postQuantumKey", postQuantumKey.text());
    }
    json.put("engineCertificate", Base64Text.encode(engineCertificateBytes()));
    json.put("gossipHost", gossipHost);
    json.put("gossipPort", gossipPort);
    return json;
  }

  Digest engineCertificateDigest() {
    return Digest.sha256(engineCertificateBytes());
  }

  private byte[] engineCertificateBytes() {
    try {
      return engineCertificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without encoding", e);
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new FormatException("engineCertificate", e);
    }
  }
}
