package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A mistake of the door's own costs the one request, and nothing that others need. */
class FailureIT {

  private static final AtomicBoolean FAILS = new AtomicBoolean();

  @Configuration(proxyBeanMethods = false)
  static class Mistake {
    @Bean
    static BeanPostProcessor mistake() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return name.equals("incomingHeaders") && bean instanceof ResponseHttpHeadersFilter filter
              ? failing(filter)
              : bean;
        }
      };
    }

    private static ResponseHttpHeadersFilter failing(ResponseHttpHeadersFilter filter) {
      return (headers, answer) -> {
        if (FAILS.get()) {
          throw new IllegalStateException("a mistake");
        }
        return filter.apply(headers, answer);
      };
    }
  }

  @Test
  void anExchangeThatFailsGivesBackItsRoomAndItsStream() throws Exception {
    try (var edge =
        RunningEdge.startWith(
            Mistake.class, "yipiao.edge.max-exchanges=1", "yipiao.edge.max-streams=1")) {
      FAILS.set(true);
      for (int i = 0; i < 2; i++) {
        assertThat(edge.get("/api/home").statusCode()).isEqualTo(500);
        edge.awaitNoExchange("mobile-bff");
      }
      FAILS.set(false);
      assertThat(edge.get("/api/home").statusCode()).isEqualTo(200);
      edge.awaitNoExchange("mobile-bff");
      edge.bff.answers(
          exchange -> TestUpstream.answer(exchange, 200, "text/event-stream", "data: 1\n\n"));
      FAILS.set(true);
      for (int i = 0; i < 2; i++) {
        assertThat(edge.get("/api/events").statusCode()).isEqualTo(500);
        edge.awaitNoExchange("mobile-bff");
        edge.awaitNoStream();
      }
      FAILS.set(false);
      assertThat(edge.get("/api/events").body()).isEqualTo("data: 1\n\n");
    }
  }
}
