package org.yipiao.invoice.document;

import java.util.ArrayList;
import java.util.List;

/**
 * What the register requires of a document beyond its signature: everything is disclosed, and the
 * content is one that could have been issued.
 */
public final class DocumentCompleteness {

  private DocumentCompleteness() {}

  /**
   * Rebuilds the draft from a document that discloses everything and checks it again.
   *
   * @return refusals by field; pointers are those of the draft
   */
  public static DraftOutcome check(InvoiceDocument document) {
    DisclosedContent content;
    try {
      content = document.content();
    } catch (MalformedClaimException e) {
      return malformed("/" + e.claim());
    } catch (IllegalArgumentException e) { // a value that its type refuses
      return malformed("");
    }
    List<FieldRefusal> missing = missing(content);
    if (!missing.isEmpty()) {
      return new DraftOutcome.Refused(missing);
    }
    var draft =
        new InvoiceDraft(
            content.issuer().orElseThrow(),
            content.businessNumber().orElseThrow(),
            document.issuedAt(),
            content.payer().orElseThrow(),
            content.encounter().orElseThrow(),
            content.coverage().orElseThrow(),
            content.diagnoses(),
            content.lines(),
            content.money().orElseThrow(),
            document.total());
    return switch (DraftChecks.check(draft)) {
      case DraftOutcome.Refused refused -> refused;
      case DraftOutcome.Accepted accepted -> againstVisible(document, content, accepted);
    };
  }

  private static DraftOutcome malformed(String pointer) {
    return new DraftOutcome.Refused(List.of(FieldRefusal.of(pointer, DraftFault.MALFORMED)));
  }

  private static DraftOutcome againstVisible(
      InvoiceDocument document, DisclosedContent content, DraftOutcome.Accepted accepted) {
    var refusals = new ArrayList<FieldRefusal>();
    if (!accepted.draft().claimable().equals(document.claimable())) {
      refusals.add(FieldRefusal.of("/claimable", DraftFault.OUT_OF_RANGE));
    }
    if (accepted.draft().draft().encounter().type() != document.type()) {
      refusals.add(FieldRefusal.of("/encounter/type", DraftFault.OUT_OF_RANGE));
    }
    if (!accepted.draft().categories().equals(content.categories())) {
      refusals.add(FieldRefusal.of("/categories", DraftFault.CATEGORIES_DO_NOT_SUM_TO_TOTAL));
    }
    return refusals.isEmpty() ? accepted : new DraftOutcome.Refused(refusals);
  }

  private static List<FieldRefusal> missing(DisclosedContent content) {
    var missing = new ArrayList<FieldRefusal>();
    if (content.issuer().isEmpty()) {
      missing.add(FieldRefusal.of("/issuer", DraftFault.MISSING));
    }
    if (content.businessNumber().isEmpty()) {
      missing.add(FieldRefusal.of("/businessNumber", DraftFault.MISSING));
    }
    if (content.payer().isEmpty()) {
      missing.add(FieldRefusal.of("/payer", DraftFault.MISSING));
    }
    if (content.encounter().isEmpty()) {
      missing.add(FieldRefusal.of("/encounter", DraftFault.MISSING));
    }
    if (content.coverage().isEmpty()) {
      missing.add(FieldRefusal.of("/coverage", DraftFault.MISSING));
    }
    if (content.money().isEmpty()) {
      missing.add(FieldRefusal.of("/money", DraftFault.MISSING));
    }
    return missing;
  }
}
