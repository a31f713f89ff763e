package org.yipiao.edge.upstream;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerResponse;

/** The headers of an answer that go on to the client; the others are ours, or nobody's business. */
final class IncomingHeaders implements ResponseHttpHeadersFilter {

  private static final Set<String> STOPPED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authentication-info",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "alt-svc",
          "server",
          "via",
          "x-powered-by",
          "x-application-context",
          "trace-id");

  @Override
  public HttpHeaders apply(HttpHeaders received, ServerResponse answer) {
    var named = new HashSet<String>();
    received.getConnection().forEach(name -> named.add(name.strip().toLowerCase(Locale.ROOT)));
    var headers = new HttpHeaders();
    received.forEach((name, values) -> {
      var lower = name.toLowerCase(Locale.ROOT);
      // Nobody shares with other origins, so no server can begin to by mistake.
      if (!STOPPED.contains(lower)
          && !named.contains(lower)
          && !lower.startsWith("access-control-")) {
        headers.addAll(name, values);
      }
    });
    return headers;
  }
}
