package org.yipiao.bff.claim;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.api.EstimateClaim.Encounter;
import org.yipiao.claims.api.EstimateClaim.Facts;
import org.yipiao.claims.api.EstimateClaim.Line;
import org.yipiao.claims.api.EstimateClaim.PrintedClass;
import org.yipiao.invoice.document.DisclosedContent;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.InvoiceLine;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.invoice.document.MoneyBlock;
import org.yipiao.platform.money.Money;

/** What an estimate has to know of an invoice, read from its verified document. */
final class ClaimFacts {

  private ClaimFacts() {}

  /** Nothing when the document does not say all of it. */
  static Optional<Facts> of(InvoiceDocument document) {
    try {
      DisclosedContent content = document.content();
      return content
          .issuer()
          .flatMap(issuer ->
              content
                  .encounter()
                  .flatMap(encounter ->
                      content
                          .money()
                          .map(money ->
                              facts(document, issuer, encounter, money, content.lines()))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Facts facts(
      InvoiceDocument document,
      Issuer issuer,
      org.yipiao.invoice.document.Encounter encounter,
      MoneyBlock money,
      List<InvoiceLine> lines) {
    boolean stay = encounter.type() == EncounterType.INPATIENT;
    var discharge = encounter.discharge();
    return new Facts(
        document.issuerCode().value(),
        issuer.regionCode(),
        stay ? Encounter.INPATIENT : Encounter.OUTPATIENT,
        discharge == null ? encounter.date() : discharge,
        stay ? encounter.date() : null,
        document.total().fen(),
        fen(money.fundPay()),
        fen(money.otherPay()),
        fen(money.accountPay()),
        fen(money.cashPay()),
        lines.stream().map(ClaimFacts::line).toList());
  }

  private static long fen(@Nullable Money money) {
    return money == null ? 0 : money.fen();
  }

  private static Line line(InvoiceLine line) {
    PrintedClass printed =
        switch (line.catalogueClass()) {
          case A -> PrintedClass.A;
          case B -> PrintedClass.B;
          case C -> PrintedClass.C;
        };
    return new Line(
        line.itemCode(),
        line.amount().fen(),
        line.quantity(),
        line.serviceDate(),
        printed,
        line.prepayRatio(),
        line.priceCap());
  }
}
