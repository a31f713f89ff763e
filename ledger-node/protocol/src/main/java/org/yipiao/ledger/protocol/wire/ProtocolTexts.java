package org.yipiao.ledger.protocol.wire;

/** Where the words of this module's reasons stand. */
public final class ProtocolTexts {

  /** The bundle's base name. */
  public static final String BUNDLE = "org.yipiao.ledger.protocol.messages";

  private ProtocolTexts() {}
}
