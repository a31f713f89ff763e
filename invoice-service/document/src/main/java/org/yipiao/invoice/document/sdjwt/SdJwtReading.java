package org.yipiao.invoice.document.sdjwt;

/** What came of reading a text as an SD-JWT. */
public sealed interface SdJwtReading {

  /** Well formed, every disclosure referenced exactly once; the signature is another question. */
  record Read(SdJwt token) implements SdJwtReading {}

  record Refused(SdJwtFault fault) implements SdJwtReading {}
}
