package org.yipiao.invoice.api;

import java.util.List;

/**
 * Documents together with the one ledger transaction that commits to them.
 *
 * @param batchId made by the gateway, 32 lowercase hexadecimal characters; sent again unchanged, it
 *     gets the same answer
 * @param transaction the signed envelope's exact bytes, Base64 in JSON
 * @param documents one for each operation, in the same order, at most {@link #MAX_DOCUMENTS}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
public record BatchSubmission(
    String batchId, byte[] transaction, List<SubmittedDocument> documents) {

  public static final int MAX_DOCUMENTS = 300;

  /** The most bytes of a request. */
  public static final int MAX_BYTES = 8 << 20;

  public BatchSubmission {
    documents = List.copyOf(documents);
  }

  @Override
  public String toString() {
    return "BatchSubmission[" + batchId + ", " + documents.size() + " documents]";
  }
}
