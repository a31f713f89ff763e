package org.yipiao.invoice.server.ledger;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.security.ServiceTokens;
import org.yipiao.platform.telemetry.TraceContext;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  @Bean
  @ConditionalOnProperty("yipiao.oauth.token-uri")
  LedgerClient ledgerClient(InvoiceProperties properties, TrustRoot trust, ServiceTokens tokens) {
    return new HttpLedgerClient(
        properties.ledgerNodes(),
        trust,
        tokens.bearer("ledger.submit", "ledger.read"),
        TraceContext::currentTraceparent);
  }
}
