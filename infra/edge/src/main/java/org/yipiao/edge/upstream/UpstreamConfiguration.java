package org.yipiao.edge.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.edge.EdgeProperties;
import org.yipiao.edge.Refusals;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.problem.Problems;

/** The client side of the door. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

  private static final int MOST_HEADERS = 100;
  private static final int MOST_LINE_BYTES = 16 * 1024;

  /** Three for each connection, a stream's for hours; what is larger passes by them. */
  private static final int BUFFER_BYTES = 2 * 1024;

  /** Less than the 20 seconds after which our servers end idle connections. */
  private static final Timeout IDLE = Timeout.ofSeconds(10);

  private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofMilliseconds(500);

  @Bean
  Refusals refusals(Problems problems, MeterRegistry metrics) {
    return new Refusals(problems, metrics);
  }

  @Bean
  Upstreams upstreams(EdgeProperties settings, ObjectProvider<Clock> clock, MeterRegistry metrics) {
    return new Upstreams(settings, clock.getIfAvailable(Clock::systemUTC), metrics);
  }

  /**
   * A client that adds nothing, follows nothing, remembers nothing, unpacks nothing and repeats
   * nothing. How many connections there are is limited by exchanges and streams, not by it.
   */
  @Bean
  CloseableHttpClient upstreamClient(EdgeProperties settings) {
    int most = settings.maxExchanges() + settings.maxStreams();
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnPerRoute(most)
            .setMaxConnTotal(most * (4 + settings.hospitals().size()))
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(MOST_HEADERS)
                            .setMaxLineLength(MOST_LINE_BYTES)
                            .setBufferSize(BUFFER_BYTES)
                            .build())
                    .responseOutOfOrderStrategy(MonitoringResponseOutOfOrderStrategy.INSTANCE)
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(settings.timeLimits().connect()))
                    .setSocketTimeout(Timeout.DISABLED)
                    .setIdleTimeout(IDLE)
                    .setValidateAfterInactivity(LOOKED_AT_AFTER)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.timeLimits().connect()))
                .setProtocolUpgradeEnabled(false)
                .build())
        .evictIdleConnections(IDLE)
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableDefaultUserAgent()
        .disableRedirectHandling()
        .build();
  }

  @Bean
  Deadlines deadlines() {
    return new Deadlines();
  }

  @Bean
  OpenStreams openStreams(EdgeProperties settings, MeterRegistry metrics) {
    return new OpenStreams(settings.maxStreams(), metrics);
  }

  @Bean
  BodyRoom bodyRoom(EdgeProperties settings, MeterRegistry metrics) {
    return new BodyRoom(settings.maxBodyKibibytes(), metrics);
  }

  /** Instead of the gateway's own, which buffers bodies and has one time limit for everything. */
  @Bean
  ProxyExchange upstreamExchange(
      CloseableHttpClient client,
      Deadlines deadlines,
      OpenStreams streams,
      BodyRoom bodies,
      EdgeProperties settings,
      Refusals refusals) {
    return new UpstreamExchange(
        client,
        deadlines,
        streams,
        bodies,
        settings.timeLimits().transfer(),
        settings.timeLimits().client(),
        settings.leastBytesPerSecond(),
        refusals);
  }

  @Bean
  OutgoingHeaders outgoingHeaders(EdgeProperties settings, ClientAddress clients) {
    return new OutgoingHeaders(settings.publicUrl(), clients);
  }

  @Bean
  IncomingHeaders incomingHeaders() {
    return new IncomingHeaders();
  }
}
