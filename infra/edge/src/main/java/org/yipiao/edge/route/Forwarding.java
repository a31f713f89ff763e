package org.yipiao.edge.route;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.yipiao.edge.EdgeProblem;
import org.yipiao.edge.EdgeProperties.TimeLimits;
import org.yipiao.edge.Refusals;
import org.yipiao.edge.limit.RequestLimits;
import org.yipiao.edge.upstream.Passage;
import org.yipiao.edge.upstream.Upstream;
import org.yipiao.edge.upstream.Upstreams;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;

/**
 * The way of a request through one route. Path and query go on as they came, byte by byte: the
 * gateway's own handler reads parameters, forms among them, and writes them anew.
 */
final class Forwarding implements HandlerFunction<ServerResponse> {

  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final Route route;
  private final Parts parts;

  Forwarding(Route route, Parts parts) {
    this.route = route;
    this.parts = parts;
  }

  /** What all routes share. */
  record Parts(
      Upstreams upstreams,
      RequestLimits limits,
      ClientAddress clients,
      ProxyExchange exchange,
      RequestHttpHeadersFilter outgoing,
      ResponseHttpHeadersFilter incoming,
      TimeLimits timeLimits,
      Refusals refusals) {}

  @Override
  public ServerResponse handle(ServerRequest request) {
    if (!route.methods().contains(request.method())) {
      return methodNotAllowed(request.method());
    }
    var uncounted =
        switch (parts.limits().count(route.kind(), parts.clients().of(request.servletRequest()))) {
          case RequestLimits.Pass _ -> Optional.<ServerResponse>empty();
          case RequestLimits.Over(var left) ->
              Optional.of(
                  parts.refusals().retryAfter(route.id(), PlatformProblem.TOO_MANY_REQUESTS, left));
          case RequestLimits.Uncountable _ ->
              Optional.of(
                  parts
                      .refusals()
                      .retryAfter(route.id(), EdgeProblem.COUNTING_UNAVAILABLE, A_MOMENT));
        };
    if (uncounted.isPresent()) {
      return uncounted.get();
    }
    if (request.servletRequest().getContentLengthLong() > route.mostBodyBytes()) {
      return tooLarge();
    }
    return upstream(request)
        .map(upstream -> forward(request, upstream))
        .orElseGet(() -> parts.refusals().of(route.id(), PlatformProblem.NOT_FOUND, List.of()));
  }

  private ServerResponse methodNotAllowed(HttpMethod method) {
    var refusal =
        parts
            .refusals()
            .of(route.id(), PlatformProblem.METHOD_NOT_ALLOWED, List.of(), method.name());
    refusal
        .headers()
        .set(
            HttpHeaders.ALLOW,
            route.methods().stream()
                .map(HttpMethod::name)
                .sorted()
                .collect(Collectors.joining(", ")));
    return refusal;
  }

  private ServerResponse tooLarge() {
    var refusal =
        parts
            .refusals()
            .of(
                route.id(),
                PlatformProblem.BODY_TOO_LARGE,
                Problems.bodyOver(route.mostBodyBytes()),
                Integer.toString(route.mostBodyBytes()));
    // The rest of the body is not worth reading, so the connection ends here.
    refusal.headers().set(HttpHeaders.CONNECTION, "close");
    return refusal;
  }

  private Optional<Upstream> upstream(ServerRequest request) {
    var all = parts.upstreams();
    return switch (route.destination()) {
      case BFF -> Optional.of(all.bff());
      case AUTHORIZATION -> Optional.of(all.authorization());
      case INVOICES -> Optional.of(all.invoiceService());
      case CLAIMS -> Optional.of(all.claimsService());
      case HOSPITAL -> all.hospital(request.pathVariable("tenant"));
    };
  }

  private ServerResponse forward(ServerRequest request, Upstream upstream) {
    new Passage(
            route.id(),
            upstream,
            route.mostBodyBytes(),
            SubscriberNetwork.of(parts.clients().of(request.servletRequest())),
            route.patience().of(parts.timeLimits()))
        .grant(request);
    HttpServletRequest received = request.servletRequest();
    String query = received.getQueryString();
    String path = route.target().of(received.getRequestURI());
    HttpHeaders headers = parts.outgoing().apply(headersOf(received), request);
    if (!route.destination().takesCookies()) {
      headers.remove(HttpHeaders.COOKIE);
    }
    return parts
        .exchange()
        .exchange(
            parts
                .exchange()
                .request(request)
                .uri(upstream.at(query == null ? path : path + "?" + query))
                .headers(headers)
                .responseConsumer((head, answer) ->
                    answer.headers().putAll(parts.incoming().apply(head.getHeaders(), answer)))
                .build());
  }

  /** As they came; Spring's own view adds a charset to the content type. */
  private static HttpHeaders headersOf(HttpServletRequest received) {
    var headers = new HttpHeaders();
    for (String name : Collections.list(received.getHeaderNames())) {
      headers.addAll(name, Collections.list(received.getHeaders(name)));
    }
    return headers;
  }
}
