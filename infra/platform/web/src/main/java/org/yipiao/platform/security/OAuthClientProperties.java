package org.yipiao.platform.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who this service is when it calls others.
 *
 * @param tokenUri the authorization server's token endpoint
 * @param clientId this client's name there
 * @param keyStore path of a PKCS#12 file with this client's P-256 key as its only private key
 * @param keyStorePasswordFile path of the file that holds the store's password
 * @param timeout how long one attempt to get a token may take
 * @param audience whom this client's assertions are for: a name of the authorization server, which
 *     may go by another address than the one it is called at; {@code token-uri} by default
 */
@Validated
@ConfigurationProperties("yipiao.oauth")
public record OAuthClientProperties(
    @NotNull URI tokenUri,
    @NotBlank String clientId,
    @NotBlank String keyStore,
    @NotBlank String keyStorePasswordFile,
    @NotNull @DefaultValue("5s") Duration timeout,
    @Nullable String audience) {

  @ConstructorBinding
  public OAuthClientProperties {
    audience = audience == null || audience.isBlank() ? null : audience;
  }

  /** A client of a server that goes by the address it is called at. */
  public OAuthClientProperties(
      URI tokenUri,
      String clientId,
      String keyStore,
      String keyStorePasswordFile,
      Duration timeout) {
    this(tokenUri, clientId, keyStore, keyStorePasswordFile, timeout, null);
  }

  /** The {@code aud} of an assertion. */
  String assertionAudience() {
    return audience == null ? tokenUri.toString() : audience;
  }
}
