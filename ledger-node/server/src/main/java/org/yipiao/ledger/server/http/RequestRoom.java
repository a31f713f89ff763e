package org.yipiao.ledger.server.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yipiao.ledger.server.http.RequestPlaces.Caller;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.security.CallerAuthentication;

/**
 * Lets in as many requests of a {@link RequestKind} as there is room for; the next is refused
 * before its body is read. A place is held until the answer is written, for which there is a time
 * ({@link RequestTimes}).
 */
@Component
class RequestRoom implements HandlerInterceptor, WebMvcConfigurer {

  private static final String HELD = RequestRoom.class.getName();

  private final RequestPlaces places = new RequestPlaces(System::nanoTime);
  private final ClientAddress addresses;

  RequestRoom(MeterRegistry metrics, ClientAddress addresses) {
    this.addresses = addresses;
    for (RequestKind kind : RequestKind.values()) {
      Gauge.builder("ledger.requests", places, it -> it.underWay(kind))
          .description("Requests of a bounded kind under way (requests)")
          .tag("kind", kind.name())
          .register(metrics);
    }
  }

  /** A place that a request has. */
  private record Place(RequestKind kind, Caller caller) {}

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/v1/**", "/tile/entries/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    RequestKind.of(request)
        .ifPresent(kind -> {
          Caller caller = caller(request);
          places.take(kind, caller);
          request.setAttribute(HELD, new Place(kind, caller));
          WatchedEndpoint.current().ifPresent(running -> running.isOf(kind));
        });
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(HELD) instanceof Place(var kind, var caller)) {
      request.removeAttribute(HELD);
      places.give(kind, caller);
    }
  }

  private Caller caller(HttpServletRequest request) {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication authentication
        ? new Caller.Tenant(authentication.caller().tenant().value())
        : new Caller.Stranger(SubscriberNetwork.of(addresses.of(request)));
  }

  RequestPlaces places() {
    return places;
  }
}
