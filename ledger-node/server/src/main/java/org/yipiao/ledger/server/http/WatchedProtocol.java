package org.yipiao.ledger.server.http;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 as Tomcat speaks it, on a {@link WatchedEndpoint}. Made by the container, by name. */
public final class WatchedProtocol extends Http11NioProtocol {

  private final WatchedEndpoint endpoint;

  public WatchedProtocol() {
    this(new WatchedEndpoint());
  }

  private WatchedProtocol(WatchedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** Has the time run over heads, and connections counted; to be called before the start. */
  void watch(RequestTimes times, ConnectionShares shares) {
    endpoint.watch(times, shares);
  }
}
