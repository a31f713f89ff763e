package org.yipiao.ledger.server.ordering.hiero;

import java.util.Objects;

/**
 * A validator as its peers' engines must know it.
 *
 * <p>Number, certificate and weight are what all validators agree on. Host and port are only this
 * node's way of reaching the peer: they may differ from node to node and change at any restart.
 *
 * @param member the member number, at least 1
 * @param host name or address, resolved once at start
 * @param gossipPort TCP port of the peer's engine
 * @param certificateDer the certificate of the engine's signing key, from the genesis file
 * @param weight voting weight, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // an X.509 encoding; copied in and out, compared nowhere
public record ValidatorEndpoint(
    int member, String host, int gossipPort, byte[] certificateDer, long weight) {

  public ValidatorEndpoint {
    Objects.requireNonNull(host, "host");
    if (member < 1) {
      throw new IllegalArgumentException("member number " + member);
    }
    if (gossipPort < 1 || gossipPort > 65_535) {
      throw new IllegalArgumentException("gossip port " + gossipPort + " of member " + member);
    }
    if (weight < 1) {
      throw new IllegalArgumentException("weight " + weight + " of member " + member);
    }
    if (certificateDer.length == 0) {
      throw new IllegalArgumentException("no certificate for member " + member);
    }
    certificateDer = certificateDer.clone();
  }

  @Override
  public byte[] certificateDer() {
    return certificateDer.clone();
  }
}
