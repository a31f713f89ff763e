package org.yipiao.authorization;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.yipiao.platform.http.WebOrigin;

/**
 * What the server issues, and to whom.
 *
 * @param issuer the {@code iss} claim and the base of the endpoints' addresses: scheme, host and
 *     port at which browsers and clients find the server, which may be those of a proxy
 * @param directory where the server's keys are kept; made if absent
 * @param clientsFile JSON list of clients, read at start
 * @param staffFile JSON list of the payers' people who sign in; read at start and again whenever it
 *     has changed; empty: nobody does
 * @param audience the {@code aud} claim
 * @param tokenLifetime five to ten minutes
 * @param keyLifetime after which the signing key is replaced, at least an hour; the old one stays
 *     in the key set until its tokens have expired
 * @param assertionLifetime the longest an assertion may be valid for, at most five minutes
 * @param maxRememberedAssertions most assertions remembered in memory, an equal share for each
 *     client; one that has filled its share is refused rather than an assertion forgotten
 * @param redisUrl where used assertions, sign-ins and their grants are remembered, {@code
 *     redis://[:password@]host:port}, with TLS {@code rediss://}; empty: in this process
 */
@Validated
@ConfigurationProperties("yipiao.authorization")
public record AuthorizationProperties(
    @NotBlank @DefaultValue("http://127.0.0.1:9000") String issuer,
    @NotBlank String directory,
    @NotBlank String clientsFile,
    @NotNull @DefaultValue("") String staffFile,
    @NotBlank @DefaultValue("yipiao") String audience,
    @NotNull @DefaultValue("5m") Duration tokenLifetime,
    @NotNull @DefaultValue("90d") Duration keyLifetime,
    @NotNull @DefaultValue("2m") Duration assertionLifetime,
    @Min(100) @Max(10_000_000) @DefaultValue("200000") int maxRememberedAssertions,
    @NotNull @DefaultValue("") String redisUrl) {

  public AuthorizationProperties {
    if (!isOrigin(issuer)) {
      throw new IllegalArgumentException(
          "yipiao.authorization.issuer must be http or https, host and port, without a path");
    }
    if (tokenLifetime.toMinutes() < 5 || tokenLifetime.toSeconds() > 600) {
      throw new IllegalArgumentException(
          "yipiao.authorization.token-lifetime must be 5 to 10 minutes");
    }
    if (keyLifetime.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "yipiao.authorization.key-lifetime must be at least an hour");
    }
    if (!assertionLifetime.isPositive() || assertionLifetime.toSeconds() > 300) {
      throw new IllegalArgumentException(
          "yipiao.authorization.assertion-lifetime must be positive and at most 5 minutes");
    }
  }

  /** The pages and well-known addresses lie at the root, so an issuer has no path. */
  private static boolean isOrigin(String issuer) {
    try {
      return WebOrigin.isOne(new URI(issuer));
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
