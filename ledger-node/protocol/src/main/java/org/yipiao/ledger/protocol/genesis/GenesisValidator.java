package org.yipiao.ledger.protocol.genesis;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.SignatureType;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.suite.Certificates;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
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

  /** The most bytes of {@link #encode}. */
  public static final int MOST_BYTES = 2_560;

  private static final int MOST_VKEY = 2_048;
  private static final int MOST_HOST = 253;

  /**
   * The message {@code 1 log_key string, 2 cosigning_key string, 3 engine_certificate bytes, 4
   * gossip_host string, 5 gossip_port fixed32, 6 post_quantum_key bytes (0 or 1 times)}; of the
   * last one the text's bytes.
   */
  public byte[] encode() {
    var out =
        new FieldWriter()
            .ascii(1, logKey.text())
            .ascii(2, cosigningKey.text())
            .bytes(3, engineCertificateBytes())
            .ascii(4, gossipHost)
            .fixed32(5, gossipPort);
    if (postQuantumKey != null) {
      out.ascii(6, postQuantumKey.text());
    }
    return out.toBytes();
  }

  /**
   * Reads what {@link #encode} gives.
   *
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static GenesisValidator decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    Vkey log = Vkey.parse(in.ascii(1, 1, MOST_VKEY));
    Vkey cosigning = Vkey.parse(in.ascii(2, 1, MOST_VKEY));
    X509Certificate certificate = certificate(in.bytes(3, 1, MOST_BYTES));
    String host = in.ascii(4, 1, MOST_HOST);
    int port = in.fixed32(5);
    List<byte[]> postQuantum = in.repeated(6, 1);
    in.end();
    var validator =
        new GenesisValidator(
            log,
            cosigning,
            postQuantum.isEmpty()
                ? null
                : Vkey.parse(new String(postQuantum.getFirst(), StandardCharsets.US_ASCII)),
            certificate,
            host,
            port);
    if (!Arrays.equals(validator.encode(), bytes)) {
      throw new FormatException("a validator is not in its one spelling");
    }
    return validator;
  }

  /**
   * What no other validator may have, nor this one twice. Among it name and id of each key: by
   * these alone a signature line names its key.
   */
  List<String> unique() {
    var all = new ArrayList<String>();
    all.add(logKey.text());
    all.add(id(logKey));
    all.add(cosigningKey.name());
    all.add(cosigningKey.text());
    all.add(id(cosigningKey));
    if (postQuantumKey != null) {
      all.add(postQuantumKey.text());
      all.add(id(postQuantumKey));
    }
    all.add("gossip " + gossipHost + ":" + gossipPort);
    return all;
  }

  private static String id(Vkey key) {
    return "key id " + key.name() + "+" + HexFormat.of().toHexDigits(key.keyId());
  }

  /**
   * Its keys of all purposes, each as it is rotated: a vkey's text or a certificate's DER bytes.
   */
  public List<byte[]> keys() {
    var all = new ArrayList<byte[]>();
    all.add(ascii(logKey));
    all.add(ascii(cosigningKey));
    all.add(engineCertificateBytes());
    if (postQuantumKey != null) {
      all.add(ascii(postQuantumKey));
    }
    return all;
  }

  /** The key of a purpose as it is rotated; nothing where there is none. */
  public byte[] key(KeyPurpose purpose) {
    return switch (purpose) {
      case LOG -> ascii(logKey);
      case COSIGNING -> ascii(cosigningKey);
      case ENGINE -> engineCertificateBytes();
      case POST_QUANTUM_COSIGNING -> postQuantumKey == null ? new byte[0] : ascii(postQuantumKey);
      case TRANSACTION -> throw new IllegalArgumentException("no key of a validator");
    };
  }

  /**
   * The same validator with another key of one purpose.
   *
   * @throws FormatException unless the bytes are such a key under the name that it has
   */
  public GenesisValidator withKey(KeyPurpose purpose, byte[] key) {
    if (purpose == KeyPurpose.ENGINE) {
      var next =
          new GenesisValidator(
              logKey, cosigningKey, postQuantumKey, certificate(key), gossipHost, gossipPort);
      if (!Arrays.equals(next.engineCertificateBytes(), key)) {
        throw new FormatException("engineCertificate");
      }
      return next;
    }
    Vkey vkey = Vkey.parse(new String(key, StandardCharsets.US_ASCII));
    if (!vkey.name().equals(purpose == KeyPurpose.LOG ? logKey.name() : cosigningKey.name())) {
      throw new FormatException("a key under another name");
    }
    return new GenesisValidator(
        purpose == KeyPurpose.LOG ? vkey : logKey,
        purpose == KeyPurpose.COSIGNING ? vkey : cosigningKey,
        purpose == KeyPurpose.POST_QUANTUM_COSIGNING ? vkey : postQuantumKey,
        engineCertificate,
        gossipHost,
        gossipPort);
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
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

  /** The certificate's DER bytes. */
  public byte[] engineCertificateBytes() {
    try {
      return engineCertificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without encoding", e);
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return Certificates.readIntl(der);
    } catch (CertificateException e) {
      throw new FormatException("engineCertificate", e);
    }
  }
}
