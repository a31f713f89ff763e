package org.yipiao.platform.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
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
 */
@Validated
@ConfigurationProperties("yipiao.oauth")
public record OAuthClientProperties(
    @NotNull URI tokenUri,
    @NotBlank String clientId,
    @NotBlank String keyStore,
    @NotBlank String keyStorePasswordFile,
    @NotNull @DefaultValue("5s") Duration timeout) {}
