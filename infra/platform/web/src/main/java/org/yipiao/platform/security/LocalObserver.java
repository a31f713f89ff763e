package org.yipiao.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;

/** Whoever watches a service from its own machine. */
public final class LocalObserver {

  /** What a proxy adds to a request, whether its word is taken or not. */
  private static final List<String> PASSED_ON =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Proto",
          "X-Forwarded-Host",
          "X-Real-IP",
          "Via");

  private LocalObserver() {}

  /** Whether the request asks for health or metrics and {@link #isLocal}. */
  public static boolean asks(HttpServletRequest request) {
    return isLocal(request) && EndpointRequest.to("health", "prometheus").matches(request);
  }

  /**
   * Whether the request came over the loopback interface, for an address of it. One that a proxy
   * passed on comes from elsewhere, whatever its last hop. A proxy on this machine is told by the
   * headers that it has to set, or by the name that it was asked for: its address alone does not
   * tell it from those who watch the service from here. Nor does it tell a page in a browser here
   * whose own name was made to lead to this machine.
   */
  public static boolean isLocal(HttpServletRequest request) {
    return PASSED_ON.stream().allMatch(header -> request.getHeader(header) == null)
        && isLoopback(request.getRemoteAddr())
        && isOfThisMachine(request.getServerName());
  }

  /** The host that was asked for; it is not looked up, for the answer may be anybody's. */
  private static boolean isOfThisMachine(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return host.equalsIgnoreCase("localhost")
        || isLoopback(bracketed ? host.substring(1, host.length() - 1) : host);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
