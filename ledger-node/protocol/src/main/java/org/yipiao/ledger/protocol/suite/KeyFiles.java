package org.yipiao.ledger.protocol.suite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Key files: one PKCS#12 file per purpose with one entry, and beside it a file with its password,
 * {@code <name>.p12} and {@code <name>.password}, both readable by their owner alone.
 */
public final class KeyFiles {

  private static final String PKCS12 = "PKCS12";
  private static final String ALIAS = "key";

  private KeyFiles() {}

  /**
   * A private key and the certificates that name it, its own first.
   *
   * @param chain at least one
   */
  public record KeyEntry(PrivateKey privateKey, List<X509Certificate> chain) {

    public KeyEntry {
      chain = List.copyOf(chain);
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("a key entry has a certificate");
      }
    }

    public X509Certificate certificate() {
      return chain.getFirst();
    }

    /** Names the certificate's subject, never the key. */
    @Override
    public String toString() {
      return "KeyEntry[" + certificate().getSubjectX500Principal() + "]";
    }
  }

  /** A new P-256 key pair. */
  public static KeyPair generateP256(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /** A new Ed25519 key pair. */
  public static KeyPair generateEd25519(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /**
   * Wraps a key pair in a self-signed certificate, for keys that count through the genesis alone.
   *
   * @param distinguishedName such as {@code CN=bureau transactions}
   * @param notBefore start of a validity of 30 years
   */
  public static KeyEntry selfSigned(
      KeyPair pair, String distinguishedName, Instant notBefore, SecureRandom random) {
    var name = new X500Name(distinguishedName);
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, random).add(BigInteger.ONE),
            Date.from(notBefore),
            Date.from(notBefore.plus(30 * 365L, ChronoUnit.DAYS)),
            name,
            pair.getPublic());
    return new KeyEntry(pair.getPrivate(), List.of(Certificates.sign(builder, pair.getPrivate())));
  }

  /** The password file that belongs to a key file. */
  public static Path passwordFile(Path keyFile) {
    return new KeyFilePair(keyFile).passwordFile();
  }

  /**
   * Writes a key file and its password file under a new random password; both are on the disk when
   * this returns.
   *
   * @throws FileAlreadyExistsException when either is there: a key is never overwritten
   */
  public static void store(Path keyFile, KeyEntry entry, SecureRandom random) throws IOException {
    new KeyFilePair(keyFile)
        .create((file, password) -> OwnerOnlyFile.write(file, pkcs12(entry, password)), random);
  }

  private static byte[] pkcs12(KeyEntry entry, char[] password) throws IOException {
    try {
      KeyStore store =
          EcPoints.isSm2(entry.privateKey())
              ? KeyStore.getInstance("PKCS12-AES256-AES128", GmSuite.PROVIDER)
              : KeyStore.getInstance(PKCS12);
      store.load(null, null);
      store.setKeyEntry(
          ALIAS, entry.privateKey(), password, entry.chain().toArray(Certificate[]::new));
      var bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      return bytes.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PKCS#12 does not take the key", e);
    }
  }

  /**
   * Reads a key file with the password in the file beside it.
   *
   * @throws FormatException when the password does not fit or the file has not exactly one key
   */
  public static KeyEntry load(Path keyFile) throws IOException {
    return load(keyFile, passwordFile(keyFile));
  }

  /** Reads a key file with the password in {@code passwordFile}. */
  public static KeyEntry load(Path keyFile, Path passwordFile) throws IOException {
    char[] password = Files.readString(passwordFile, StandardCharsets.UTF_8).strip().toCharArray();
    byte[] file = Files.readAllBytes(keyFile);
    String name = String.valueOf(keyFile.getFileName());
    try {
      return read(KeyStore.getInstance(PKCS12), file, password, name);
    } catch (GeneralSecurityException | IOException ofTheJdk) {
      return readGm(file, password, name, ofTheJdk);
    }
  }

  /** Keys on sm2p256v1 are none to the JDK. */
  private static KeyEntry readGm(byte[] file, char[] password, String name, Exception ofTheJdk)
      throws IOException {
    try {
      KeyEntry entry = read(KeyStore.getInstance(PKCS12, GmSuite.PROVIDER), file, password, name);
      if (EcPoints.isSm2(entry.privateKey())) {
        return entry;
      }
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      ofTheJdk.addSuppressed(e);
    }
    if (ofTheJdk instanceof IOException unreadable) {
      throw unreadable;
    }
    throw new FormatException(name + " cannot be opened", ofTheJdk);
  }

  private static KeyEntry read(KeyStore store, byte[] file, char[] password, String name)
      throws GeneralSecurityException, IOException {
    open(store, new ByteArrayInputStream(file), password);
    var aliases = store.aliases();
    if (!aliases.hasMoreElements()) {
      throw new FormatException(name + " holds no key");
    }
    String alias = aliases.nextElement();
    if (aliases.hasMoreElements()
        || !(store.getKey(alias, password) instanceof PrivateKey privateKey)) {
      throw new FormatException(name + " does not hold exactly one key");
    }
    Certificate[] chain = store.getCertificateChain(alias);
    if (chain == null) {
      throw new KeyStoreException("no certificate that can be read");
    }
    return new KeyEntry(privateKey, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
  }

  /** The JDK reports a wrong password as an I/O error with this cause. */
  private static void open(KeyStore store, InputStream in, char[] password)
      throws IOException, GeneralSecurityException {
    try {
      store.load(in, password);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException wrongPassword) {
        throw wrongPassword;
      }
      throw e;
    }
  }
}
