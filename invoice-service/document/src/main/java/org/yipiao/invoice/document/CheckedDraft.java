package org.yipiao.invoice.document;

import java.util.List;
import org.yipiao.platform.money.Money;

/** A draft whose arithmetic holds; only {@link DraftChecks} makes one. */
public final class CheckedDraft {

  private final InvoiceDraft draft;

  CheckedDraft(InvoiceDraft draft) {
    this.draft = draft;
  }

  public InvoiceDraft draft() {
    return draft;
  }

  public Money total() {
    return draft.total();
  }

  /** What the person paid. */
  public Money claimable() {
    return draft.money().claimable();
  }

  /** The categories that occur, in print order; they sum to the total. */
  public List<CategoryAmount> categories() {
    return CategoryAmount.of(draft.encounter().type(), draft.lines());
  }

  @Override
  public String toString() {
    return draft.toString();
  }
}
