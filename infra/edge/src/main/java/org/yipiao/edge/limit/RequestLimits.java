package org.yipiao.edge.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.yipiao.edge.EdgeProperties.RequestsPerMinute;
import org.yipiao.platform.http.SubscriberNetwork;

/** How many requests of a class an address may make. */
public final class RequestLimits {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Counters counters;
  private final RequestsPerMinute limits;

  RequestLimits(Counters counters, RequestsPerMinute limits) {
    this.counters = counters;
    this.limits = limits;
  }

  /** What becomes of a request. */
  public sealed interface Verdict permits Pass, Over, Uncountable {}

  public record Pass() implements Verdict {}

  /** Too many; {@code left} until there may be more. */
  public record Over(Duration left) implements Verdict {}

  /** It cannot be counted, and those of its class do not pass uncounted. */
  public record Uncountable() implements Verdict {}

  /**
   * Counts a request.
   *
   * @param address literal address it came from
   */
  public Verdict count(RequestClass kind, String address) {
    var counted =
        counters.count(kind.name().toLowerCase(Locale.ROOT) + ":" + network(address), WINDOW);
    if (counted.isEmpty()) {
      return kind.passesUncounted() ? new Pass() : new Uncountable();
    }
    return counted.get().count() > limit(kind) ? new Over(counted.get().left()) : new Pass();
  }

  private int limit(RequestClass kind) {
    return switch (kind) {
      case VERIFICATION -> limits.verification();
      case SIGN_IN -> limits.signIn();
      case EVERYTHING_ELSE -> limits.everythingElse();
    };
  }

  /** A digest, so that whoever looks into Redis for another reason reads no addresses. */
  private static String network(String address) {
    try {
      var network = SubscriberNetwork.of(address).prefix().getBytes(StandardCharsets.UTF_8);
      var digest = MessageDigest.getInstance("SHA-256").digest(network);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
