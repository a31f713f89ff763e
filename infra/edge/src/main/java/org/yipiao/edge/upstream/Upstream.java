package org.yipiao.edge.upstream;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;
import org.yipiao.edge.limit.SharedRoom;

/** A server behind the door, with all that is its own: nothing of one touches another. */
public final class Upstream {

  private final String name;
  private final URI base;
  private final HttpHost host;
  private final UpstreamBreaker breaker;
  private final SharedRoom room;

  Upstream(String name, URI base, UpstreamBreaker breaker, SharedRoom room) {
    this.name = name;
    this.base = base;
    this.host = HttpHost.create(base);
    this.breaker = breaker;
    this.room = room;
  }

  /** For logs and metrics. */
  public String name() {
    return name;
  }

  /**
   * The address of a thing there.
   *
   * @param pathAndQuery as they are to go out, from the first slash
   */
  public URI at(String pathAndQuery) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + pathAndQuery);
  }

  HttpHost host() {
    return host;
  }

  UpstreamBreaker breaker() {
    return breaker;
  }

  /** Of exchanges under way. */
  SharedRoom room() {
    return room;
  }
}
