package org.yipiao.claims.server.payout;

import java.nio.charset.StandardCharsets;
import org.yipiao.ledger.protocol.wire.Digest;

/** What is known of a payment after asking the bank. */
@SuppressWarnings("ArrayRecordComponent") // a message's bytes, compared nowhere
public sealed interface BankAnswer {

  /**
   * The bank has decided for good.
   *
   * @param settled whether the money has moved
   * @param status the bank's word
   * @param message the bank's message, whose digest goes to the ledger
   */
  record Decided(boolean settled, String status, byte[] message) implements BankAnswer {

    /**
     * What a person has of the bank outside of its interface.
     *
     * @param evidence the bank's confirmation, which stands for its message
     */
    public static Decided confirmed(boolean settled, String evidence) {
      return new Decided(
          settled, settled ? "ACSC" : "RJCT", evidence.getBytes(StandardCharsets.UTF_8));
    }

    public Digest digest() {
      return Digest.sha256(message);
    }
  }

  /**
   * Nothing is decided; the bank is to be asked again, with the same message.
   *
   * @param cause for the log
   */
  record Open(String cause) implements BankAnswer {}

  /**
   * The bank says something that does not fit the payment: a person has to look.
   *
   * @param code stable name
   */
  record Unsure(String code) implements BankAnswer {}
}
