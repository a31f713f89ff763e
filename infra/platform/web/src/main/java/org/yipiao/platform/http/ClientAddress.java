package org.yipiao.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a request, when proxies stand between. What a request says of that in
 * {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and {@code X-Forwarded-Host} counts where a
 * trusted proxy has sent it, and nowhere else: anybody can write these headers.
 */
public final class ClientAddress {

  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String HOST = "X-Forwarded-Host";

  /** More proxies stand before nobody. */
  private static final int MOST_HOPS = 20;

  private static final int LONGEST_HOST = 260;
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

  private final List<AddressRange> trusted;

  /**
   * @param trusted the proxies that are believed
   */
  public ClientAddress(List<AddressRange> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /**
   * The address of the client, as a literal: the last hop that is no trusted proxy, counted from
   * here. Where the hops cannot be read it is the peer's own address; where all are trusted, the
   * one that is farthest.
   */
  public String of(HttpServletRequest request) {
    String peer = request.getRemoteAddr();
    if (!cameThroughAProxy(request)) {
      return peer;
    }
    List<String> hops = values(request, FOR);
    if (hops.size() > MOST_HOPS) {
      return peer;
    }
    String farthest = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = literal(hop);
      if (address.isEmpty()) {
        return peer;
      }
      farthest = address.get().getHostAddress();
      if (!isTrusted(address.get())) {
        break;
      }
    }
    return farthest;
  }

  /**
   * Scheme, host and port that the client called, such as {@code https://pay.example}; what a
   * trusted proxy says of them, else what the request itself shows. A port is left out where the
   * scheme implies it.
   */
  public String origin(HttpServletRequest request) {
    boolean proxied = cameThroughAProxy(request);
    String scheme = proxied ? last(request, PROTO) : null;
    String host = proxied ? last(request, HOST) : null;
    if (scheme == null || !(scheme.equals("https") || scheme.equals("http"))) {
      scheme = request.getScheme();
    }
    if (host == null || host.length() > LONGEST_HOST || !AUTHORITY.matcher(host).matches()) {
      host = request.getServerName() + ":" + request.getServerPort();
    }
    String implied = scheme.equals("https") ? ":443" : ":80";
    return scheme
        + "://"
        + (host.endsWith(implied) ? host.substring(0, host.length() - implied.length()) : host);
  }

  /** Whether the peer is a proxy that is believed. */
  private boolean cameThroughAProxy(HttpServletRequest request) {
    return !trusted.isEmpty()
        && literal(request.getRemoteAddr()).filter(this::isTrusted).isPresent();
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(AddressRange.address(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String last(HttpServletRequest request, String header) {
    List<String> values = values(request, header);
    return values.isEmpty() ? null : values.getLast();
  }

  /** The elements of a list that may stand in several lines (RFC 9110, section 5.3). */
  private static List<String> values(HttpServletRequest request, String header) {
    List<String> values = new ArrayList<>();
    for (String line : Collections.list(request.getHeaders(header))) {
      for (String value : line.split(",", -1)) {
        values.add(value.strip());
      }
    }
    return values;
  }
}
