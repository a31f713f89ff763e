package org.yipiao.bff.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.yipiao.platform.http.WebOrigin;

/**
 * Where this service stands and whom it asks.
 *
 * @param publicUrl the address at which browsers see it, without a path
 * @param issuer the {@code iss} of the authorization server, exactly; the public address by default
 * @param authorizationUrl the authorization endpoint as browsers reach it; {@code
 *     /oauth2/authorize} at the issuer by default
 * @param authorizationInternalUrl base at which this service reaches the authorization server
 * @param invoiceService base of the register
 * @param claimsService base of claims-service
 * @param trustFile the ledger's trust root, {@code consortium.json}
 * @param ledgerNodes HTTP addresses of ledger nodes that are asked who validates by now, which they
 *     have to prove; with none the trust root stays that of the file
 * @param redisUrl where sessions, caches and counters are kept, {@code
 *     redis://[:password@]host:port}; with TLS {@code rediss://}
 * @param clientId this service's name at the authorization server when it signs patients in
 * @param clientKeyStore path of a PKCS#12 file with that client's P-256 key
 * @param clientKeyStorePasswordFile path of the file that holds the store's password
 * @param payerClientId this service's name there when it signs payers' staff in
 * @param payerKeyStore as {@code client-key-store}, for the payers' page; empty: there is none
 * @param payerKeyStorePasswordFile as {@code client-key-store-password-file}
 * @param secretFile path of a file with 32 bytes in hexadecimal, which seal what Redis keeps; the
 *     same for all processes
 */
@Validated
@ConfigurationProperties("yipiao.bff")
public record BffProperties(
    @NotNull @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
    @Nullable URI issuer,
    @Nullable URI authorizationUrl,
    @NotNull @DefaultValue("http://127.0.0.1:9000") URI authorizationInternalUrl,
    @NotNull @DefaultValue("http://127.0.0.1:8082") URI invoiceService,
    @NotNull @DefaultValue("http://127.0.0.1:8083") URI claimsService,
    @NotBlank String trustFile,
    @NotNull @DefaultValue List<URI> ledgerNodes,
    @NotBlank String redisUrl,
    @NotBlank @DefaultValue("mobile-bff") String clientId,
    @NotBlank String clientKeyStore,
    @NotBlank String clientKeyStorePasswordFile,
    @NotBlank @DefaultValue("payer-console") String payerClientId,
    @NotNull @DefaultValue("") String payerKeyStore,
    @NotNull @DefaultValue("") String payerKeyStorePasswordFile,
    @NotBlank String secretFile,
    @NotNull @Valid @DefaultValue Session session,
    @NotNull @Valid @DefaultValue Upstream upstream,
    @NotNull @Valid @DefaultValue Cache cache,
    @NotNull @Valid @DefaultValue Progress progress,
    @NotNull @Valid @DefaultValue Limits limits) {

  public BffProperties {
    if (!WebOrigin.isOne(publicUrl)) {
      throw new IllegalArgumentException(
          "yipiao.bff.public-url must be scheme, host and port alone");
    }
    ledgerNodes = List.copyOf(ledgerNodes);
    issuer = issuer == null ? publicUrl : issuer;
    authorizationUrl =
        authorizationUrl == null ? URI.create(issuer + "/oauth2/authorize") : authorizationUrl;
  }

  /** The issuer, which the constructor has filled in. */
  public String issuerName() {
    return String.valueOf(issuer);
  }

  /** Whether browsers come over TLS. */
  public boolean isSecure() {
    return "https".equals(publicUrl.getScheme());
  }

  /**
   * @param idle after which a session that nobody uses ends
   * @param absolute after which a session ends in any case
   * @param attempt how long a sign-in may take
   * @param proofAge how far the time in a proof may be from this service's clock
   * @param renewBefore how long before its end an access token is renewed
   * @param exchange how long one exchange with the authorization server may take
   */
  public record Session(
      @NotNull @DefaultValue("12h") Duration idle,
      @NotNull @DefaultValue("30d") Duration absolute,
      @NotNull @DefaultValue("10m") Duration attempt,
      @NotNull @DefaultValue("60s") Duration proofAge,
      @NotNull @DefaultValue("30s") Duration renewBefore,
      @NotNull @DefaultValue("5s") Duration exchange) {}

  /**
   * @param timeout how long a service behind may take to answer
   * @param mostAnswerBytes largest answer of a service behind
   * @param mostBytesOfAllAnswers most bytes of answers that are read at one time
   * @param breakerCalls how many of the latest calls a breaker judges by
   * @param breakerOpen how long a breaker lets nobody through to a service that fails
   */
  public record Upstream(
      @NotNull @DefaultValue("5s") Duration timeout,
      @Min(1024) @Max(67_108_864) @DefaultValue("2097152") int mostAnswerBytes,
      @Min(1024) @Max(1_073_741_824) @DefaultValue("16777216") int mostBytesOfAllAnswers,
      @Min(2) @Max(1000) @DefaultValue("10") int breakerCalls,
      @NotNull @DefaultValue("5s") Duration breakerOpen) {}

  /**
   * @param fresh how long a value is shown without asking again, unless an event says it changed
   * @param keep how long a value is kept for the time in which a service behind does not answer
   * @param mostInvoices newest invoices of a person that are shown
   * @param mostEntryBytes largest value that is kept
   */
  public record Cache(
      @NotNull @DefaultValue("30s") Duration fresh,
      @NotNull @DefaultValue("3d") Duration keep,
      @Min(1) @Max(10_000) @DefaultValue("2000") int mostInvoices,
      @Min(1024) @Max(16_777_216) @DefaultValue("2097152") int mostEntryBytes) {}

  /**
   * @param heartbeat how often a stream on which nothing happens says that it is there
   * @param poll after how long a claim is looked at when no event wakes its streams; up to a third
   *     longer
   * @param pollWithoutEvents the same while Kafka is away
   * @param streams most streams of one process
   * @param streamsPerPerson most streams of one person, in all processes
   * @param queue most events that wait for one stream; of more it is told to read anew
   */
  public record Progress(
      @NotNull @DefaultValue("5s") Duration heartbeat,
      @NotNull @DefaultValue("15s") Duration poll,
      @NotNull @DefaultValue("3s") Duration pollWithoutEvents,
      @Min(1) @Max(100) @DefaultValue("12") int streamsPerPerson,
      @Min(1) @Max(100_000) @DefaultValue("3000") int streams,
      @Min(1) @Max(10_000) @DefaultValue("64") int queue) {}

  /**
   * @param signInsPerAddress most sign-ins that one address may begin in ten minutes
   * @param callsPerPerson most calls of one person in a minute
   * @param claimsPerPerson most claims that one person may submit in an hour
   * @param linksPerPerson most tries of one person to link an invoice in an hour
   */
  public record Limits(
      @Min(1) @Max(1_000_000) @DefaultValue("300") int signInsPerAddress,
      @Min(1) @Max(1_000_000) @DefaultValue("600") int callsPerPerson,
      @Min(1) @Max(1_000_000) @DefaultValue("60") int claimsPerPerson,
      @Min(1) @Max(1_000_000) @DefaultValue("10") int linksPerPerson) {}
}
