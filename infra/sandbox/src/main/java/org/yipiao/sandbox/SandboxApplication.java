package org.yipiao.sandbox;

import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.yipiao.sandbox.bank.BankProperties;

/** The sandbox bank: a simulator that moves no money. */
@SpringBootApplication
@EnableConfigurationProperties(BankProperties.class)
public class SandboxApplication {

  public static void main(String[] arguments) {
    LoggerFactory.getLogger(SandboxApplication.class)
        .warn("SANDBOX: this bank is a simulator; its transfers move no money");
    SpringApplication.run(SandboxApplication.class, arguments);
  }
}
