package org.yipiao.ledger.server.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint that connections come to. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedConnections(
      RequestTimes times, ConnectionShares shares) {
    return factory -> {
      factory.setProtocol(WatchedProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> {
        if (connector.getProtocolHandler() instanceof WatchedProtocol protocol) {
          protocol.watch(times, shares);
        }
      });
    };
  }
}
