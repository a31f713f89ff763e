package org.yipiao.ledger.server.keys;

/** Where an engine is to listen. */
record Gossip(String host, int port) {

  /**
   * @throws IllegalArgumentException unless the text is {@code HOST:PORT}
   */
  static Gossip at(String text) {
    int colon = Math.max(0, text.lastIndexOf(':'));
    String host = text.substring(0, colon);
    String port = text.substring(Math.min(text.length(), colon + 1));
    if (!host.matches("[A-Za-z0-9.:-]{1,253}")
        || !port.matches("[1-9][0-9]{0,4}")
        || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("--gossip: HOST:PORT, the port 1 to 65535");
    }
    return new Gossip(host, Integer.parseInt(port));
  }
}
