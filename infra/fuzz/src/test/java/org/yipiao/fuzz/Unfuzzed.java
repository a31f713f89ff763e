package org.yipiao.fuzz;

import java.util.Map;

/** Decoders without a target of their own, each with the reason. */
final class Unfuzzed {

  private static final String OWN_STORE = "reads what this node alone wrote to its own store";
  private static final String SIZED = "takes bytes that its caller has cut to a fixed length";
  private static final String MAKES = "makes a value of parts, reads nothing";

  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("ClaimRow.decode", OWN_STORE),
          Map.entry("InvoiceRow.decode", OWN_STORE),
          Map.entry("MemberRow.decode", OWN_STORE),
          Map.entry("Admitted.decode", OWN_STORE),
          Map.entry("Activation.decode", OWN_STORE),
          Map.entry("RangeRow.decode", OWN_STORE),
          Map.entry("TransactionRow.decode", OWN_STORE),
          Map.entry("RowKey.of", MAKES),
          Map.entry("Bytes.read", OWN_STORE),
          Map.entry("FinalCheckpoint.decode", OWN_STORE),
          Map.entry("Position.decode", OWN_STORE),
          Map.entry("TransactionPlace.decode", OWN_STORE),
          Map.entry("OrderHash.of", MAKES),
          Map.entry("HostAndPort.of", "reads a setting of the node's operator"),
          Map.entry("AllocateNumbers.of", MAKES),
          Map.entry("StoreFailure.of", MAKES),
          Map.entry("MapProofs.of", MAKES),
          Map.entry("TrustRoot.of", MAKES),
          Map.entry("Digest.of", SIZED),
          Map.entry("TransactionId.of", SIZED),
          Map.entry("ReturnId.of", SIZED),
          Map.entry("Disclosure.of", MAKES),
          Map.entry("FieldRefusal.of", MAKES));

  private Unfuzzed() {}
}
