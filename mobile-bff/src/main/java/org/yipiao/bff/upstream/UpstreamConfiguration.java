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
  Upstream<InvoiceApi> invoiceService(BffProperties settings, MeterRegistry metrics) {
    return new Upstream<>(
        "invoice-service",
        settings.invoiceService(),
        InvoiceApi.class,
        settings.upstream(),
        metrics);
  }

  @Bean
  Upstream<ClaimsApi> claimsService(BffProperties settings, MeterRegistry metrics) {
    return new Upstream<>(
        "claims-service", settings.claimsService(), ClaimsApi.class, settings.upstream(), metrics);
  }
}
