package org.yipiao.platform.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Collections;

/** Reads the one private key of a PKCS#12 file (RFC 7292). */
public final class ClientKey {

  private ClientKey() {}

  /**
   * @throws IllegalStateException when the files cannot be read or hold anything but one P-256 key
   */
  public static ECPrivateKey read(Path store, Path passwordFile) {
    try {
      var password = Files.readString(passwordFile).strip().toCharArray();
      var keys = KeyStore.getInstance(store.toFile(), password);
      var found = new ArrayList<ECPrivateKey>();
      for (var alias : Collections.list(keys.aliases())) {
        if (keys.isKeyEntry(alias) && keys.getKey(alias, password) instanceof ECPrivateKey key) {
          found.add(key);
        }
      }
      if (found.size() != 1 || found.getFirst().getParams().getOrder().bitLength() != 256) {
        throw new IllegalStateException(store + " must hold exactly one P-256 private key");
      }
      return found.getFirst();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot read the key in " + store, e);
    }
  }
}
