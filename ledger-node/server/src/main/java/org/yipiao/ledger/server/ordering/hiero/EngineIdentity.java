package org.yipiao.ledger.server.ordering.hiero;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The keys by which an engine is known to its peers: an Ed25519 key that signs events and states,
 * with a self-signed certificate that stands in the consortium's genesis file, and a P-384 key for
 * the TLS connections between engines, certified by the first.
 *
 * <p>Both live in one PKCS#12 file, entries {@code signing} and {@code agreement}. The keys serve
 * the engine alone, never transactions or cosignatures.
 */
public final class EngineIdentity {

  private static final String SIGNING = "signing";
  private static final String AGREEMENT = "agreement";
  private static final Date VALID_FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final Date VALID_TO = Date.from(Instant.parse("2100-01-01T00:00:00Z"));

  private final KeyPair signing;
  private final X509Certificate signingCertificate;
  private final KeyPair agreement;
  private final X509Certificate agreementCertificate;

  private EngineIdentity(
      KeyPair signing,
      X509Certificate signingCertificate,
      KeyPair agreement,
      X509Certificate agreementCertificate) {
    this.signing = signing;
    this.signingCertificate = signingCertificate;
    this.agreement = agreement;
    this.agreementCertificate = agreementCertificate;
  }

  /** Makes new keys for the engine of {@code member}. */
  public static EngineIdentity generate(int member) {
    try {
      var random = new SecureRandom();
      KeyPair signing = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var agreementGenerator = KeyPairGenerator.getInstance("EC");
      agreementGenerator.initialize(new ECGenParameterSpec("secp384r1"), random);
      KeyPair agreement = agreementGenerator.generateKeyPair();
      var issuer = new X500Principal("CN=engine-signing-" + member);
      var subject = new X500Principal("CN=engine-agreement-" + member);
      return new EngineIdentity(
          signing,
          certify(issuer, issuer, signing, signing.getPrivate(), true, random),
          agreement,
          certify(issuer, subject, agreement, signing.getPrivate(), false, random));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("cannot make the engine's keys", e);
    }
  }

  private static X509Certificate certify(
      X500Principal issuer,
      X500Principal subject,
      KeyPair subjectKeys,
      PrivateKey issuerKey,
      boolean authority,
      SecureRandom random)
      throws OperatorCreationException, GeneralSecurityException, CertIOException {
    var builder =
        new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(64, random).add(BigInteger.ONE),
                VALID_FROM,
                VALID_TO,
                subject,
                subjectKeys.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    var signer = new JcaContentSignerBuilder("Ed25519").build(issuerKey);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  /**
   * Reads the keys that {@link #store} wrote.
   *
   * @throws IOException when the file is not there, the password is wrong or an entry is missing
   */
  public static EngineIdentity load(Path file, char[] password) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      X509Certificate signingCertificate = certificate(store, SIGNING, file);
      X509Certificate agreementCertificate = certificate(store, AGREEMENT, file);
      return new EngineIdentity(
          keyPair(store, SIGNING, signingCertificate, password, file),
          signingCertificate,
          keyPair(store, AGREEMENT, agreementCertificate, password, file),
          agreementCertificate);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the engine's keys from " + file, e);
    }
  }

  private static X509Certificate certificate(KeyStore store, String entry, Path file)
      throws GeneralSecurityException, IOException {
    if (store.getCertificate(entry) instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new IOException("no entry '" + entry + "' in " + file);
  }

  private static KeyPair keyPair(
      KeyStore store, String entry, X509Certificate certificate, char[] password, Path file)
      throws GeneralSecurityException, IOException {
    if (store.getKey(entry, password) instanceof PrivateKey key) {
      return new KeyPair(certificate.getPublicKey(), key);
    }
    throw new IOException("no private key '" + entry + "' in " + file);
  }

  /**
   * Writes the keys to a PKCS#12 file that only the owner may read. The file is complete and on
   * disk, or not there: it never replaces an existing one.
   */
  public void store(Path file, char[] password) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          SIGNING, signing.getPrivate(), password, new Certificate[] {signingCertificate});
      store.setKeyEntry(
          AGREEMENT,
          agreement.getPrivate(),
          password,
          new Certificate[] {agreementCertificate, signingCertificate});
      store.store(bytes, password);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the engine's keys to " + file, e);
    }
    if (Files.exists(file)) {
      throw new IOException("the engine's keys exist already: " + file);
    }
    Path absolute = file.toAbsolutePath();
    Path half = absolute.resolveSibling(absolute.getFileName() + ".half");
    Files.deleteIfExists(half);
    try (var channel =
        FileChannel.open(
            half,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var buffer = java.nio.ByteBuffer.wrap(bytes.toByteArray());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(half, absolute, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The certificate of the signing key in DER, as it stands in the genesis file. */
  public byte[] certificateDer() {
    try {
      return signingCertificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded cannot be encoded", e);
    }
  }

  /**
   * An Ed25519 signature by the key that the genesis file knows.
   *
   * @param statement begins as nothing does that an engine signs
   */
  public byte[] sign(byte[] statement) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(signing.getPrivate());
      signer.update(statement);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the engine's key cannot sign", e);
    }
  }

  KeyPair signing() {
    return signing;
  }

  /** The certificate of the signing key. */
  public X509Certificate certificate() {
    return signingCertificate;
  }

  KeyPair agreement() {
    return agreement;
  }

  X509Certificate agreementCertificate() {
    return agreementCertificate;
  }
}
