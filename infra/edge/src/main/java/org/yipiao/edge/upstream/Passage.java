package org.yipiao.edge.upstream;

import java.time.Duration;
import org.springframework.web.servlet.function.ServerRequest;
import org.yipiao.platform.http.SubscriberNetwork;

/**
 * What a request is allowed on its way.
 *
 * @param route name of the route, for logs and metrics
 * @param upstream where it goes
 * @param mostBodyBytes largest body
 * @param client the network that it comes from
 * @param patience from here to the head of the answer
 */
public record Passage(
    String route,
    Upstream upstream,
    int mostBodyBytes,
    SubscriberNetwork client,
    Duration patience) {

  private static final String ATTRIBUTE = Passage.class.getName();

  /** Gives the request its passage. */
  public void grant(ServerRequest request) {
    request.attributes().put(ATTRIBUTE, this);
  }

  static Passage of(ServerRequest request) {
    return (Passage)
        request
            .attribute(ATTRIBUTE)
            .orElseThrow(() -> new IllegalStateException("a request without a passage"));
  }
}
