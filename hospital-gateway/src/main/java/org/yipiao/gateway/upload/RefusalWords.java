package org.yipiao.gateway.upload;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;

/**
 * Why an invoice is put off or quarantined, in words. Of a reason of the gateway or the ledger the
 * spool keeps the key alone, so that each reader is told in their language; of one of the register
 * it keeps what the register said.
 */
public final class RefusalWords {

  private static final List<ReasonCode> KNOWN =
      Stream.<ReasonCode>concat(Stream.of(UplinkFault.values()), Stream.of(Outcome.values()))
          .toList();

  private RefusalWords() {}

  /**
   * The words.
   *
   * @param kept what the spool keeps
   */
  public static String say(String kept, Locale language) {
    return KNOWN.stream()
        .filter(known -> known.key().equals(kept))
        .findFirst()
        .map(known -> Reason.of(known).in(language))
        .orElse(kept);
  }

  /** What the spool keeps of an outcome of the ledger. */
  static String keep(String outcome) {
    return Stream.of(Outcome.values())
        .filter(known -> known.name().equals(outcome))
        .findFirst()
        .map(Outcome::key)
        .orElseGet(UplinkFault.LEDGER_REFUSED::key);
  }
}
