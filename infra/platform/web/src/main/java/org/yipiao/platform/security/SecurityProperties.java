package org.yipiao.platform.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which access tokens are accepted.
 *
 * @param issuer the {@code iss} claim a token must carry, exactly
 * @param jwkSetUri where the issuer publishes its keys; fetched when first needed
 * @param audience the {@code aud} value a token must carry
 * @param clockSkew how far the issuer's clock may differ, at most 30 seconds
 * @param publicPaths path patterns of handlers that are not ours and may be called by anyone
 * @param actuatorWithoutToken whether health and metrics answer callers on the loopback interface
 *     without a token; all others need the scope {@code operations.read}
 */
@Validated
@ConfigurationProperties("yipiao.security")
public record SecurityProperties(
    @NotBlank String issuer,
    @NotNull URI jwkSetUri,
    @NotBlank @DefaultValue("yipiao") String audience,
    @NotNull @DefaultValue("30s") Duration clockSkew,
    @NotNull @DefaultValue({"/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/**"})
        List<String> publicPaths,
    @DefaultValue("true") boolean actuatorWithoutToken) {

  public SecurityProperties {
    if (clockSkew.isNegative() || clockSkew.toSeconds() > 30) {
      throw new IllegalArgumentException("yipiao.security.clock-skew must be 0 to 30 seconds");
    }
    publicPaths = List.copyOf(publicPaths);
  }
}
