package org.yipiao.claims.server;

import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.yipiao.claims.server.payout.BankRail;
import org.yipiao.claims.server.payout.HttpBankRail;
import org.yipiao.claims.server.verification.InvoiceVerification;
import org.yipiao.claims.server.verification.RegisterVerification;
import org.yipiao.claims.server.workflow.CrashPoint;
import org.yipiao.claims.server.workflow.CrashSwitch;
import org.yipiao.invoice.api.InvoiceApi;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.security.ServiceTokens;

@Configuration(proxyBeanMethods = false)
class ClaimsConfiguration {

  private static final java.time.Duration READ_TIMEOUT = java.time.Duration.ofSeconds(5);

  @Bean
  @ConditionalOnMissingBean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  /** Plain reads see what is committed: a claim driven elsewhere must show its new state. */
  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
    TransactionTemplate template = new TransactionTemplate(transactions);
    template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    return template;
  }

  @Bean
  @ConditionalOnMissingBean
  BankRail bank(ClaimsProperties settings) {
    return new HttpBankRail(settings.bank());
  }

  @Bean
  @ConditionalOnMissingBean
  CrashSwitch crash(ClaimsProperties settings) {
    return settings.crashAt() == null
        ? CrashSwitch.none()
        : CrashSwitch.haltAt(CrashPoint.valueOf(settings.crashAt()));
  }

  @Bean
  @ConditionalOnMissingBean
  InvoiceVerification invoiceVerification(ClaimsProperties settings, TrustRoot trust) {
    return new RegisterVerification(
        new BundleVerifier(trust), payer -> register(settings, payer.tokens()));
  }

  private static InvoiceApi register(ClaimsProperties settings, ServiceTokens tokens) {
    JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory();
    http.setReadTimeout(READ_TIMEOUT);
    RestClient client =
        RestClient.builder()
            .baseUrl(settings.invoiceService())
            .requestFactory(http)
            .requestInterceptor(tokens.interceptor("invoices.read", "persons.resolve"))
            .build();
    return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
        .build()
        .createClient(InvoiceApi.class);
  }
}
