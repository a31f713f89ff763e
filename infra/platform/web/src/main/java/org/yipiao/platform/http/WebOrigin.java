package org.yipiao.platform.http;

import java.net.URI;

/** What a setting has to be that names where a server stands, and no more than that. */
public final class WebOrigin {

  private WebOrigin() {}

  /**
   * Whether an address is {@code http} or {@code https}, a host and at most a port: no path, not
   * even a slash, no query, no fragment, nobody's name.
   */
  public static boolean isOne(URI address) {
    return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && address.getHost() != null
        && "".equals(address.getRawPath())
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && address.getRawUserInfo() == null;
  }
}
