package org.yipiao.ledger.server.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** An invoice in the books that a test keeps for itself. */
final class ModelInvoice {

  /** Whose claim under which id. */
  record ClaimKey(int payer, ClaimId claim) {}

  /** How far a claim has come. */
  enum Standing {
    RESERVED,
    COMMITTED,
    SETTLED,
    OVER
  }

  /** A claim; the amount is what it holds of the invoice. */
  record Claim(Digest benefit, Standing standing, long heldFen, long expiryNanos) {

    Claim now(Standing next, long fen) {
      return new Claim(benefit, next, fen, expiryNanos);
    }
  }

  final int hospital;
  final long claimableFen;
  final Map<ClaimKey, Claim> claims = new LinkedHashMap<>();
  boolean reversible = true;
  boolean paperOut;

  ModelInvoice(int hospital, long claimableFen, boolean reversible) {
    this.hospital = hospital;
    this.claimableFen = claimableFen;
    this.reversible = reversible;
  }

  long heldFen() {
    return claims.values().stream().mapToLong(Claim::heldFen).sum();
  }

  long heldFen(Standing standing) {
    return claims.values().stream()
        .filter(claim -> claim.standing() == standing)
        .mapToLong(Claim::heldFen)
        .sum();
  }

  boolean held(int payer, Digest benefit) {
    return claims.entrySet().stream()
        .anyMatch(entry ->
            entry.getKey().payer() == payer
                && entry.getValue().benefit().equals(benefit)
                && entry.getValue().standing() != Standing.OVER);
  }

  boolean inHand(Medium medium) {
    return (medium == Medium.PAPER) == paperOut;
  }

  void expire(long nanos) {
    claims.replaceAll((_, claim) ->
        claim.standing() == Standing.RESERVED && claim.expiryNanos() <= nanos
            ? claim.now(Standing.OVER, 0)
            : claim);
  }
}
