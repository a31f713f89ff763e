package org.yipiao.edge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.yipiao.platform.security.SecurityAutoConfiguration;
import org.yipiao.platform.security.SecurityChainConfiguration;

/**
 * The one public door. It looks at the form of requests and at how many there are; who somebody is
 * and what they may do is for the servers behind it to say.
 */
@SpringBootApplication(
    exclude = {
      SecurityAutoConfiguration.class,
      SecurityChainConfiguration.class,
      UserDetailsServiceAutoConfiguration.class
    })
@EnableConfigurationProperties(EdgeProperties.class)
public class EdgeApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(EdgeApplication.class, arguments);
  }
}
