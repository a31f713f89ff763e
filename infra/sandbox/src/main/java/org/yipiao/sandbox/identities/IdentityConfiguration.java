package org.yipiao.sandbox.identities;

import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.sandbox.bank.BankProperties;

/** The one directory of this process; its journal lies beside the bank's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
class IdentityConfiguration {

  @Bean
  IdentityDirectory identityDirectory(BankProperties bank, IdentityProperties properties) {
    return new IdentityDirectory(Path.of(bank.directory()), properties.maxKept());
  }
}
