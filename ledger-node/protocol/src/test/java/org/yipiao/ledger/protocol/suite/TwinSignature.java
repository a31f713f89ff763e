package org.yipiao.ledger.protocol.suite;

/** The second value, n − s, that every ECDSA signature has. */
public final class TwinSignature {

  private TwinSignature() {}

  public static byte[] of(byte[] raw) {
    return EcPoints.raw(EcPoints.r(raw), EcPoints.P256.getN().subtract(EcPoints.s(raw)));
  }
}
