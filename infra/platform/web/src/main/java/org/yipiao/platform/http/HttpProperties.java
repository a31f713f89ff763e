package org.yipiao.platform.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of every HTTP endpoint.
 *
 * @param maxBodyBytes largest request body; more is refused with 413
 * @param maxWait longest time a request may ask to wait with {@code Prefer: wait=}
 * @param maxPageSize largest number of items a page may ask for
 * @param trustedProxies addresses and ranges (CIDR) of the proxies whose word on a client's
 *     address, scheme and host is taken; nobody's by default
 */
@Validated
@ConfigurationProperties("yipiao.http")
public record HttpProperties(
    @Min(1) @Max(67_108_864) @DefaultValue("1048576") long maxBodyBytes,
    @NotNull @DefaultValue("30s") Duration maxWait,
    @Min(1) @Max(10_000) @DefaultValue("200") int maxPageSize,
    @NotNull @DefaultValue List<String> trustedProxies) {

  public HttpProperties {
    if (maxWait.isNegative() || maxWait.toSeconds() > 300) {
      throw new IllegalArgumentException("yipiao.http.max-wait must be 0 to 300 seconds");
    }
    trustedProxies = List.copyOf(trustedProxies);
    trustedProxies.forEach(HttpProperties::range);
  }

  /** {@link #trustedProxies} as they are compared. */
  public List<AddressRange> trustedRanges() {
    return trustedProxies.stream().map(HttpProperties::range).toList();
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "yipiao.http.trusted-proxies: %s is no address and no range: %s"
              .formatted(text, e.getMessage()),
          e);
    }
  }
}
