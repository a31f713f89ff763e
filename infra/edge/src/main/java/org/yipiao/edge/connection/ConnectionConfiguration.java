package org.yipiao.edge.connection;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.edge.EdgeProperties;
import org.yipiao.edge.limit.SharedRoom;
import org.yipiao.platform.http.HttpProperties;

/** The endpoint that connections come to. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

  @Bean
  OpenConnections openConnections(
      EdgeProperties settings,
      HttpProperties http,
      @Value("${server.tomcat.max-connections}") int maxConnections,
      MeterRegistry metrics) {
    var percent = settings.percentOfOneNetwork();
    return new OpenConnections(
        new SharedRoom(maxConnections, percent.connections()),
        new SharedRoom(settings.maxRequests(), percent.requests()),
        http.trustedRanges(),
        settings.timeLimits().head(),
        metrics);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedConnections(
      OpenConnections connections) {
    return factory -> {
      factory.setProtocol(DoorProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> {
        if (connector.getProtocolHandler() instanceof DoorProtocol protocol) {
          protocol.watch(connections);
        }
      });
    };
  }
}
