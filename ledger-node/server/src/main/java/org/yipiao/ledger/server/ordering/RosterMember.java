package org.yipiao.ledger.server.ordering;

/**
 * A validator as all engines agree on it; how to reach it is each node's own affair.
 *
 * @param member the member number, at least 1
 * @param certificateDer the certificate of its engine's signing key
 */
@SuppressWarnings("ArrayRecordComponent") // an X.509 encoding; copied in and out, compared nowhere
public record RosterMember(int member, byte[] certificateDer) {

  public RosterMember {
    if (member < 1) {
      throw new IllegalArgumentException("member number " + member);
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
