package org.yipiao.ledger.server.http;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 as Tomcat speaks it, on a {@link WatchedEndpoint}. Made by the container, by name. */
public final class WatchedProtocol extends Http11NioProtocol {

  public WatchedProtocol() {
    super(new WatchedEndpoint());
  }
}
