package org.yipiao.bff;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.platform.security.SecurityAutoConfiguration;
import org.yipiao.platform.security.SecurityChainConfiguration;

/**
 * The backend of the patients' app and of the payers' page: it keeps the tokens, so that a browser
 * holds nothing but a key. It takes no bearer tokens and so is no resource server.
 */
@SpringBootApplication(
    exclude = {
      SecurityAutoConfiguration.class,
      SecurityChainConfiguration.class,
      UserDetailsServiceAutoConfiguration.class
    })
@EnableConfigurationProperties(BffProperties.class)
public class BffApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(BffApplication.class, arguments);
  }
}
