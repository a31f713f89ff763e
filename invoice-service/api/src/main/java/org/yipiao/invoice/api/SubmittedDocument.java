package org.yipiao.invoice.api;

import org.jspecify.annotations.Nullable;

/**
 * One document of a batch.
 *
 * @param document SD-JWT, compact, with all its disclosures
 * @param checkCode 校验码, six lowercase hexadecimal characters; never on the ledger
 * @param traceparent W3C Trace Context of the message that the bill came with, which everything
 *     done for this invoice continues; random, and no part of what makes a batch the same batch
 */
public record SubmittedDocument(String document, String checkCode, @Nullable String traceparent) {

  @Override
  public String toString() {
    return "SubmittedDocument[masked]";
  }
}
