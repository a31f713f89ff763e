package org.yipiao.sandbox;

import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.yipiao.sandbox.bank.BankProperties;

/**
 * A bank that moves no money, a gateway that sends no message, and a directory of people who are
 * made up.
 */
@SpringBootApplication
@EnableConfigurationProperties(BankProperties.class)
public class SandboxApplication {

  public static void main(String[] arguments) {
    LoggerFactory.getLogger(SandboxApplication.class)
        .warn(
            "SANDBOX: these are simulators; transfers move no money, messages reach no phone, and"
                + " the people are made up");
    SpringApplication.run(SandboxApplication.class, arguments);
  }
}
