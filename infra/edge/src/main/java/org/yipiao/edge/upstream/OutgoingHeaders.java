package org.yipiao.edge.upstream;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * The headers that go on to a server: those of the client that are the client's to say, and what
 * the door itself knows of it.
 */
final class OutgoingHeaders implements RequestHttpHeadersFilter {

  /** Of one connection (RFC 9110, section 7.6.1), or made anew for the next. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect",
          "host",
          "content-length");

  /** What proxies and frameworks believe: where from, whereto, how, in which trace. */
  private static final Set<String> OF_PROXIES =
      Set.of(
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-envoy-external-address",
          "true-client-ip",
          "cf-connecting-ip",
          "fastly-client-ip",
          "x-original-url",
          "x-rewrite-url",
          "x-original-host",
          "x-host",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-application-context",
          "tracestate",
          "baggage",
          TraceContext.HEADER);

  private final ClientAddress clients;
  private final String scheme;
  private final String authority;
  private final String port;

  OutgoingHeaders(URI publicUrl, ClientAddress clients) {
    this.clients = clients;
    this.scheme = publicUrl.getScheme();
    this.authority = publicUrl.getRawAuthority();
    int secureOrNot = "https".equals(scheme) ? 443 : 80;
    this.port = Integer.toString(publicUrl.getPort() < 0 ? secureOrNot : publicUrl.getPort());
  }

  @Override
  public HttpHeaders apply(HttpHeaders received, ServerRequest request) {
    var named = named(received);
    var headers = new HttpHeaders();
    received.forEach((name, values) -> {
      var lower = name.toLowerCase(Locale.ROOT);
      if (passes(lower) && !named.contains(lower)) {
        headers.addAll(name, values);
      }
    });
    headers.set("X-Forwarded-For", clients.of(request.servletRequest()));
    headers.set("X-Forwarded-Proto", scheme);
    headers.set("X-Forwarded-Host", authority);
    headers.set("X-Forwarded-Port", port);
    TraceContext.current()
        .ifPresent(trace -> headers.set(TraceContext.HEADER, trace.traceparent()));
    return headers;
  }

  /** An underscore is a hyphen to some programs, and so a way around this list. */
  private static boolean passes(String name) {
    return !OF_THE_CONNECTION.contains(name)
        && !OF_PROXIES.contains(name)
        && !name.startsWith("x-forwarded")
        && !name.startsWith("x-yipiao-")
        && name.indexOf('_') < 0;
  }

  /** Headers that the client declares to be of this connection. */
  private static Set<String> named(HttpHeaders received) {
    var named = new HashSet<String>();
    received.getConnection().forEach(name -> named.add(name.strip().toLowerCase(Locale.ROOT)));
    return named;
  }
}
