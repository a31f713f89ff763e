package org.yipiao.bff.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.claims.api.ClaimsApi;
import org.yipiao.invoice.api.InvoiceApi;

/** The services behind. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

  @Bean
  AnswerRoom answerRoom(BffProperties settings, MeterRegistry metrics) {
    var limits = settings.upstream();
    return new AnswerRoom(limits.mostAnswerBytes(), limits.mostBytesOfAllAnswers(), metrics);
  }

  @Bean
  Upstream<InvoiceApi> invoiceService(
      BffProperties settings, AnswerRoom answers, MeterRegistry metrics) {
    return new Upstream<>(
        "invoice-service",
        settings.invoiceService(),
        InvoiceApi.class,
        settings.upstream(),
        answers,
        metrics);
  }

  @Bean
  Upstream<ClaimsApi> claimsService(
      BffProperties settings, AnswerRoom answers, MeterRegistry metrics) {
    return new Upstream<>(
        "claims-service",
        settings.claimsService(),
        ClaimsApi.class,
        settings.upstream(),
        answers,
        metrics);
  }
}
