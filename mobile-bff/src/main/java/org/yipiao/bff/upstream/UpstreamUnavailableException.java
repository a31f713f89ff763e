package org.yipiao.bff.upstream;

/** A service behind does not answer, or the breaker before it lets nobody through. */
public final class UpstreamUnavailableException extends RuntimeException {

  UpstreamUnavailableException(String service) {
    super(service + " does not answer", null, false, false);
  }
}
