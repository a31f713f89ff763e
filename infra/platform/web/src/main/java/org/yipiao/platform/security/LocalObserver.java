package org.yipiao.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;

/** Whoever watches a service from its own machine. */
public final class LocalObserver {

  private LocalObserver() {}

  /** Whether the request asks for health or metrics and {@link #isLocal}. */
  public static boolean asks(HttpServletRequest request) {
    return isLocal(request) && EndpointRequest.to("health", "prometheus").matches(request);
  }

  /**
   * Whether the request came over the loopback interface. One that a proxy passed on comes from
   * elsewhere, whatever its last hop.
   */
  public static boolean isLocal(HttpServletRequest request) {
    return request.getHeader("Forwarded") == null
        && request.getHeader("X-Forwarded-For") == null
        && isLoopback(request.getRemoteAddr());
  }

  private static boolean isLoopback(String address) {
    try {
      // The container gives a literal address, so nothing is looked up.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
