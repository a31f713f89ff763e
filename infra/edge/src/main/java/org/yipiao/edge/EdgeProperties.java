package org.yipiao.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.yipiao.platform.http.WebOrigin;
import org.yipiao.platform.id.TenantId;

/**
 * Where the door leads, and how much passes it.
 *
 * @param publicUrl scheme, host and port under which browsers and programs know the door
 * @param bff the patients' and payers' pages and what they call
 * @param authorization the authorization server
 * @param invoiceService the register, for the public verification alone
 * @param claimsService claims-service, for payers' programs
 * @param hospitals each hospital's gateway, by tenant
 * @param redisUrl where requests are counted, {@code redis://[:password@]host:port}
 * @param timeLimits how long an exchange may take
 * @param breaker when a server is taken for being away
 * @param requestsPerMinute of one address
 * @param maxRequests most requests that the door is working on, event streams apart
 * @param maxExchanges most requests that one server is working on, event streams apart
 * @param maxBodyKibibytes most KiB of requests' bodies that are in memory at one time
 * @param maxStreams most event streams that are open
 * @param percentOfOneNetwork how much of all that one network may have at one time
 * @param leastBytesPerSecond how fast a client has to take an answer and to send a body, where it
 *     uses up its {@code time-limits.client}; event streams apart
 */
@Validated
@ConfigurationProperties("yipiao.edge")
public record EdgeProperties(
    @NotNull @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
    @NotNull @DefaultValue("http://127.0.0.1:8085") URI bff,
    @NotNull @DefaultValue("http://127.0.0.1:9000") URI authorization,
    @NotNull @DefaultValue("http://127.0.0.1:8082") URI invoiceService,
    @NotNull @DefaultValue("http://127.0.0.1:8083") URI claimsService,
    @NotNull @DefaultValue Map<String, URI> hospitals,
    @NotBlank String redisUrl,
    @Valid @NotNull @DefaultValue TimeLimits timeLimits,
    @Valid @NotNull @DefaultValue Breaker breaker,
    @Valid @NotNull @DefaultValue RequestsPerMinute requestsPerMinute,
    @Min(1) @Max(20_000) @DefaultValue("400") int maxRequests,
    @Min(1) @Max(20_000) @DefaultValue("200") int maxExchanges,
    @Min(64) @Max(1_048_576) @DefaultValue("8192") int maxBodyKibibytes,
    @Min(1) @Max(50_000) @DefaultValue("3000") int maxStreams,
    @Valid @NotNull @DefaultValue PercentOfOneNetwork percentOfOneNetwork,
    @Min(1) @Max(1_048_576) @DefaultValue("4096") int leastBytesPerSecond) {

  public EdgeProperties {
    origin("public-url", publicUrl);
    origin("bff", bff);
    origin("authorization", authorization);
    origin("invoice-service", invoiceService);
    origin("claims-service", claimsService);
    hospitals = Map.copyOf(hospitals);
    hospitals.forEach((tenant, url) -> origin("hospitals." + new TenantId(tenant), url));
  }

  /** Paths are the routes' own, so that none can be led astray by a setting. */
  private static void origin(String name, @Nullable URI url) {
    if (url == null) {
      return;
    }
    var text = url.toString();
    var bare = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    if (!WebOrigin.isOne(bare)) {
      throw new IllegalArgumentException(
          "yipiao.edge." + name + " must be http or https, a host and at most a port");
    }
  }

  /** Whether the public sees the door under https. */
  public boolean isSecure() {
    return "https".equals(publicUrl.getScheme());
  }

  /**
   * How long things may take: an exchange from its request to the head of the answer, where nothing
   * else is said.
   *
   * @param head from a connection's beginning, or from the first byte of a later request on it, to
   *     the end of the request's head
   * @param client that the door waits for its client to send or to take bytes, of which it earns
   *     anew what {@code least-bytes-per-second} says
   * @param connect to be connected
   * @param pages for pages and what belongs to them, and the public verification
   * @param calls for what pages call, and sign-in
   * @param programs for hospitals' and payers' programs, which may ask to wait
   * @param transfer for the rest of an answer, once its head is there; event streams have no limit
   */
  public record TimeLimits(
      @NotNull @DefaultValue("10s") Duration head,
      @NotNull @DefaultValue("10s") Duration client,
      @NotNull @DefaultValue("2s") Duration connect,
      @NotNull @DefaultValue("10s") Duration pages,
      @NotNull @DefaultValue("30s") Duration calls,
      @NotNull @DefaultValue("60s") Duration programs,
      @NotNull @DefaultValue("5m") Duration transfer) {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    public TimeLimits {
      check("head", head);
      check("client", client);
      check("connect", connect);
      check("pages", pages);
      check("calls", calls);
      check("programs", programs);
      check("transfer", transfer);
    }

    private static void check(String name, Duration limit) {
      if (!limit.isPositive() || limit.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "yipiao.edge.time-limits." + name + " must be positive and at most 10 minutes");
      }
    }
  }

  /**
   * When a server is taken for being away. An answer is an answer, whatever its status.
   *
   * @param calls how many of the latest exchanges are looked at
   * @param minimumCalls fewest of them
   * @param failurePercent how many of a hundred have to lack an answer
   * @param away how long no request is sent then
   * @param trials how many are tried after that before all are sent again
   */
  public record Breaker(
      @Min(1) @Max(10_000) @DefaultValue("20") int calls,
      @Min(1) @Max(10_000) @DefaultValue("10") int minimumCalls,
      @Min(1) @Max(100) @DefaultValue("50") int failurePercent,
      @NotNull @DefaultValue("5s") Duration away,
      @Min(1) @Max(100) @DefaultValue("3") int trials) {

    public Breaker {
      if (away.toMillis() < 100 || away.toSeconds() > 300) {
        throw new IllegalArgumentException(
            "yipiao.edge.breaker.away must be 100 milliseconds to 5 minutes");
      }
    }
  }

  /**
   * How many of a hundred places one network may have at one time, of those that others leave: an
   * IPv4 address, of IPv6 a network of 64 bits. Where all clients come from one address it has to
   * be 100.
   *
   * @param requests of {@code max-requests}
   * @param exchanges of {@code max-exchanges}, at each server
   * @param connections of {@code server.tomcat.max-connections}; a trusted proxy may have all
   */
  public record PercentOfOneNetwork(
      @Min(1) @Max(100) @DefaultValue("25") int requests,
      @Min(1) @Max(100) @DefaultValue("25") int exchanges,
      @Min(1) @Max(100) @DefaultValue("50") int connections) {}

  /**
   * How many requests an address may make in a minute; of IPv6, a network of 64 bits.
   *
   * @param verification of the public verification
   * @param signIn of the pages and calls of a sign-in, which takes about ten
   * @param everythingElse of all else
   */
  public record RequestsPerMinute(
      @Min(1) @Max(1_000_000) @DefaultValue("30") int verification,
      @Min(1) @Max(1_000_000) @DefaultValue("600") int signIn,
      @Min(1) @Max(1_000_000) @DefaultValue("6000") int everythingElse) {}
}
