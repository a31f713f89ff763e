package org.yipiao.invoice.server.consent;

import java.nio.file.Path;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.invoice.server.consortium.InvoiceProperties;

@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

  @Bean
  ConsentKeys consentKeys(InvoiceProperties properties) {
    return new ConsentKeys(
        Path.of(Objects.requireNonNull(properties.consentKeysFile())).toAbsolutePath());
  }
}
