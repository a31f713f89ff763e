package org.yipiao.gateway.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.spool.PendingBatch;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;

/** The register of documents behind the uplink. No method throws because of the network. */
public interface Register {

  /** Hands in a batch; the same batch may be handed in any number of times. */
  Posted post(PendingBatch batch, List<SpooledDocument> documents);

  /** Asks for a batch, and waits up to {@code wait} for it to be finished. */
  BatchState state(UUID batchId, Duration wait);

  /** Asks what the register holds under an invoice's number. */
  Holding invoice(InvoiceId invoice);

  /**
   * Why one document, or one of its operations, was refused for good.
   *
   * @param index in the batch, from 0
   * @param reason as {@link RefusalWords} says it
   */
  record DocumentRefusal(int index, String code, String reason) {

    /** By the gateway itself. */
    static DocumentRefusal of(int index, UplinkFault fault) {
      return new DocumentRefusal(index, fault.name(), fault.key());
    }

    /** By the ledger. */
    static DocumentRefusal ofLedger(int index, String outcome) {
      return new DocumentRefusal(index, outcome, RefusalWords.keep(outcome));
    }
  }

  /** The answer to a batch handed in. */
  sealed interface Posted {

    /** The register has stored it and answers for it. */
    record Taken() implements Posted {}

    /** Nothing of it was stored: these documents are at fault. */
    record DocumentsRefused(List<DocumentRefusal> refusals) implements Posted {}

    /**
     * Nothing of it was stored, and which of its documents is at fault was not said.
     *
     * @param code stable name of the refusal
     */
    record Refused(String code, String reason) implements Posted {}

    /**
     * The register failed over it.
     *
     * @param cause for a person
     */
    record Failed(String cause, @Nullable Duration retryAfter) implements Posted {}

    /** Nothing of it was stored: its transaction expired before it came. */
    record TransactionExpired() implements Posted {}

    /** Nothing of it was stored: it is larger than the register takes. */
    record TooLarge() implements Posted {}

    /** Not now, or it is unknown whether it was taken. */
    record Unavailable(String cause, @Nullable Duration retryAfter) implements Posted {}
  }

  /** What the register says of a batch. */
  sealed interface BatchState {

    /** Taken, not finished. */
    record UnderWay() implements BatchState {}

    /** All its operations are final on the ledger, all applied but those listed. */
    record Final(Instant at, List<DocumentRefusal> refusals) implements BatchState {}

    /** Its transaction can never be ordered any more. */
    record Expired() implements BatchState {}

    /** No node takes its transaction; its documents are not at fault. */
    record EnvelopeRefused(String cause) implements BatchState {}

    /** The register does not know it. */
    record Unknown() implements BatchState {}

    record Unavailable(String cause, @Nullable Duration retryAfter) implements BatchState {}
  }

  /** What the register says of an invoice. */
  sealed interface Holding {

    /**
     * It has a document under that number.
     *
     * @param commitment of that document, which tells whether it is the same
     * @param outcome the ledger's outcome by name, once there is one
     */
    record Document(
        InvoiceState state, Digest commitment, @Nullable Instant finalAt, @Nullable String outcome)
        implements Holding {}

    /** It has none, or none of this hospital's. */
    record Nothing() implements Holding {}

    record Unavailable(String cause) implements Holding {}
  }
}
