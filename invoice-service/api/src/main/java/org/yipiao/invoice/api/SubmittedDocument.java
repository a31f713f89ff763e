package org.yipiao.invoice.api;

/**
 * One document of a batch.
 *
 * @param document SD-JWT, compact, with all its disclosures
 * @param checkCode 校验码, six lowercase hexadecimal characters; never on the ledger
 */
public record SubmittedDocument(String document, String checkCode) {

  @Override
  public String toString() {
    return "SubmittedDocument[masked]";
  }
}
