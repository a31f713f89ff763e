package org.yipiao.claims.server.payout;

import org.yipiao.claims.server.tenant.PayerTenant;

/**
 * A bank that executes payments. It is told the same message any number of times and executes it at
 * most once; it may stay silent for any time.
 */
public interface BankRail {

  /** What came of handing a message over. */
  sealed interface Handover {

    /** The bank has the message. */
    record Taken() implements Handover {}

    /**
     * The bank will not take this message: nothing was executed for it, but why is for a person.
     *
     * @param code the bank's reason
     */
    record Refused(String code) implements Handover {}

    /**
     * Nobody knows whether the bank has it; the same bytes are to be handed over again.
     *
     * @param cause for the log
     */
    record Unknown(String cause) implements Handover {}
  }

  /** What the bank says about a message. */
  @SuppressWarnings("ArrayRecordComponent") // a message's bytes, compared nowhere
  sealed interface Report {

    /** The bank has answered. */
    record Answered(byte[] statusReport) implements Report {}

    /** The bank has the message and says nothing. */
    record Silent() implements Report {}

    /** The bank does not know the message: it has to be handed over again. */
    record UnknownMessage() implements Report {}

    /**
     * @param cause for the log
     */
    record NotReached(String cause) implements Report {}
  }

  Handover send(PayerTenant payer, String messageId, byte[] message);

  Report report(PayerTenant payer, String messageId);
}
