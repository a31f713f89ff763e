package org.yipiao.quickstart.parts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where browsers reach the platform when it is not the public door's own address. */
public final class PublicUrl {

  /** The environment variable that names it. */
  public static final String VARIABLE = "YIPIAO_PUBLIC_URL";

  /** How its value reads. */
  public static final String FORM = "https://host[:port]";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final int PORT_OF_HTTP = 80;
  private static final int PORT_OF_HTTPS = 443;

  private PublicUrl() {}

  /**
   * The origin that the environment names, as a browser writes it; empty when it names none.
   *
   * @throws IllegalArgumentException naming the variable when its value is no origin, or one of
   *     plain HTTP beyond this machine: a sign-in could be read on the way
   */
  public static Optional<String> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(PublicUrl::origin);
  }

  private static String origin(String text) {
    URI uri;
    try {
      uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (URISyntaxException malformed) {
      throw misread(malformed);
    }
    boolean encrypted = "https".equals(uri.getScheme());
    boolean plain =
        "http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost()));
    if (uri.getHost() == null
        || !(encrypted || plain)
        || !uri.getRawPath().isEmpty()
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || uri.getRawUserInfo() != null) {
      throw misread(null);
    }
    int port = uri.getPort() == (encrypted ? PORT_OF_HTTPS : PORT_OF_HTTP) ? -1 : uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port);
  }

  private static IllegalArgumentException misread(@Nullable Throwable cause) {
    return new IllegalArgumentException(
        "%s must read %s, or http with 127.0.0.1, [::1] or localhost".formatted(VARIABLE, FORM),
        cause);
  }
}
