package org.yipiao.ledger.server.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.CallerAuthentication;

/**
 * Lets in as many requests of a {@link RequestKind} as there is room for; the next is refused
 * before its body is read. A place is held until the answer is written.
 */
@Component
class RequestRoom implements HandlerInterceptor, WebMvcConfigurer {

  private static final Duration RETRY_SOON = Duration.ofSeconds(1);
  private static final String HELD = RequestRoom.class.getName();
  private static final String NOBODY = "";

  private final Map<RequestKind, Map<String, Integer>> held = new EnumMap<>(RequestKind.class);

  RequestRoom(MeterRegistry metrics) {
    for (RequestKind kind : RequestKind.values()) {
      held.put(kind, new HashMap<>());
      Gauge.builder("ledger.requests", this, it -> it.underWay(kind))
          .description("Requests of a bounded kind under way (requests)")
          .tag("kind", kind.name())
          .register(metrics);
    }
  }

  /** A place that a request has. */
  private record Place(RequestKind kind, String tenant) {}

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/v1/**", "/tile/entries/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    RequestKind.of(request)
        .ifPresent(kind -> {
          String tenant = tenant();
          take(kind, tenant);
          request.setAttribute(HELD, new Place(kind, tenant));
        });
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(HELD) instanceof Place(RequestKind kind, String tenant)) {
      request.removeAttribute(HELD);
      give(kind, tenant);
    }
  }

  private static String tenant() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication authentication
        ? authentication.caller().tenant().value()
        : NOBODY;
  }

  /**
   * Takes a place.
   *
   * @throws ProblemException when there is none, or the tenant has its half
   */
  synchronized void take(RequestKind kind, String tenant) {
    var tenants = tenants(kind);
    if (underWay(kind) >= kind.atOnce() || tenants.getOrDefault(tenant, 0) >= kind.ofOneTenant()) {
      throw new ProblemException(NodeProblem.BUSY).retryAfter(RETRY_SOON);
    }
    tenants.merge(tenant, 1, Integer::sum);
  }

  /** Gives a place back. */
  synchronized void give(RequestKind kind, String tenant) {
    tenants(kind)
        .computeIfPresent(tenant, (_, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }

  /** How many requests of a kind have a place. */
  synchronized int underWay(RequestKind kind) {
    return tenants(kind).values().stream().mapToInt(Integer::intValue).sum();
  }

  private Map<String, Integer> tenants(RequestKind kind) {
    return held.getOrDefault(kind, Map.of());
  }
}
