package org.yipiao.ledger.client.http;

/**
 * Up to where an answer about the ledger's state is true. Views have it as {@code atSize}; the
 * problems {@code UNKNOWN_INVOICE} and {@code UNKNOWN_CLAIM}, which are answers about the state as
 * well, have it in a header: a node that is behind does not know what the others know already.
 */
public final class AtSize {

  /** Tree size of the block up to which the problem is true, in decimal. */
  public static final String HEADER = "Ledger-At-Size";

  private AtSize() {}
}
