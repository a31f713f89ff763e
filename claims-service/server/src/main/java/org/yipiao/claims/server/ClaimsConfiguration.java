package org.yipiao.claims.server;

import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.server.consent.ConsentKeySource;
import org.yipiao.claims.server.consent.RegisterConsentKeys;
import org.yipiao.claims.server.payout.BankRail;
import org.yipiao.claims.server.payout.HttpBankRail;
import org.yipiao.claims.server.verification.InvoiceVerification;
import org.yipiao.claims.server.verification.RegisterClient;
import org.yipiao.claims.server.verification.RegisterVerification;
import org.yipiao.claims.server.workflow.CrashPoint;
import org.yipiao.claims.server.workflow.CrashSwitch;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.client.FollowedTrust;

@Configuration(proxyBeanMethods = false)
class ClaimsConfiguration {

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
  ConsentKeySource consentKeySource(ClaimsProperties settings) {
    return new RegisterConsentKeys(settings.invoiceService());
  }

  @Bean
  @ConditionalOnMissingBean
  InvoiceVerification invoiceVerification(ClaimsProperties settings, FollowedTrust trust) {
    return new RegisterVerification(
        new BundleVerifier(trust),
        payer -> RegisterClient.of(settings.invoiceService(), payer.tokens()));
  }
}
