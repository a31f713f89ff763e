package org.yipiao.authorization;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.yipiao.authorization.signin.SignInProperties;
import org.yipiao.platform.security.SecurityAutoConfiguration;
import org.yipiao.platform.security.SecurityChainConfiguration;

/**
 * Issues ES256 access tokens to known clients that prove themselves with {@code private_key_jwt}:
 * for themselves (client credentials grant), or for a patient who signed in here (authorization
 * code grant). It is no resource server itself.
 */
@SpringBootApplication(
    exclude = {
      SecurityAutoConfiguration.class,
      SecurityChainConfiguration.class,
      UserDetailsServiceAutoConfiguration.class
    })
@EnableConfigurationProperties({AuthorizationProperties.class, SignInProperties.class})
public class AuthorizationServerApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(AuthorizationServerApplication.class, arguments);
  }
}
