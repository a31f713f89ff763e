package org.yipiao.edge.route;

import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.yipiao.edge.EdgeProperties;
import org.yipiao.edge.Refusals;
import org.yipiao.edge.limit.RequestLimits;
import org.yipiao.edge.upstream.Upstreams;
import org.yipiao.platform.http.ClientAddress;

/** The routes of {@link RouteTable} as routes of the gateway. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

  @Bean
  RouterFunction<ServerResponse> edgeRoutes(
      Upstreams upstreams,
      RequestLimits limits,
      ClientAddress clients,
      ProxyExchange exchange,
      @Qualifier("outgoingHeaders") RequestHttpHeadersFilter outgoing,
      @Qualifier("incomingHeaders") ResponseHttpHeadersFilter incoming,
      EdgeProperties settings,
      Refusals refusals) {
    var parts =
        new Forwarding.Parts(
            upstreams,
            limits,
            clients,
            exchange,
            outgoing,
            incoming,
            settings.timeLimits(),
            refusals);
    return RouteTable.ROUTES.stream()
        .map(route ->
            GatewayRouterFunctions.route(route.id())
                .route(anyOf(route.paths()), new Forwarding(route, parts))
                .build())
        .reduce(RouterFunction::and)
        .orElseThrow();
  }

  private static RequestPredicate anyOf(List<String> paths) {
    return paths.stream().map(RequestPredicates::path).reduce(RequestPredicate::or).orElseThrow();
  }
}
