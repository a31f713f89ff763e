package org.yipiao.bff;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;

/** A client's P-256 key in a PKCS#12 store, as a service has it. */
public final class TestKeys {

  private static final String PASSWORD = "changeit";

  private final Path store;
  private final Path passwordFile;
  private final ECKey key;

  /** Makes the store in a directory. */
  public TestKeys(Path directory, String name) throws Exception {
    this.store = directory.resolve(name + ".p12");
    this.passwordFile = directory.resolve(name + ".password");
    Files.writeString(passwordFile, PASSWORD + "\n");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool made no key");
    }
    this.key = read();
  }

  private ECKey read() throws IOException, GeneralSecurityException {
    var password = PASSWORD.toCharArray();
    var keys = KeyStore.getInstance(store.toFile(), password);
    var alias = keys.aliases().nextElement();
    var publicKey = (ECPublicKey) keys.getCertificate(alias).getPublicKey();
    return new ECKey.Builder(Curve.P_256, publicKey)
        .privateKey((ECPrivateKey) keys.getKey(alias, password))
        .build();
  }

  public String store() {
    return store.toString();
  }

  public String passwordFile() {
    return passwordFile.toString();
  }

  public ECKey publicKey() {
    return key.toPublicJWK();
  }
}
