package org.yipiao.ledger.protocol.golden;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.util.function.Supplier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.yipiao.ledger.protocol.KeysFromSeeds;
import org.yipiao.ledger.protocol.wire.Digest;

/** SM2 test keys, each from a seed that is written here. */
public final class GmKeys {

  private GmKeys() {}

  /** The SM2 test key of a member. */
  public static KeyPair transactionKey(int number) {
    byte[] seed =
        Digest.sha256(("gm test key " + number).getBytes(StandardCharsets.US_ASCII)).bytes();
    try {
      return KeysFromSeeds.onCurve(
          GMObjectIdentifiers.sm2p256v1,
          KeyFactory.getInstance("EC", new BouncyCastleProvider()),
          seed);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A fixture's bytes where there is one; signatures by SM2 are never the same twice. */
  static byte[] keptOr(String fixture, Supplier<byte[]> made) {
    return Fixture.names().contains(fixture) ? Fixture.bytes(fixture) : made.get();
  }
}
