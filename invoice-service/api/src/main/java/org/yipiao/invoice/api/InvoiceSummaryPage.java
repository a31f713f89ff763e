package org.yipiao.invoice.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a person's invoices, newest first.
 *
 * @param next pass it as {@code after} to get what follows; absent on the last page
 */
public record InvoiceSummaryPage(List<InvoiceSummary> items, @Nullable String next) {

  public InvoiceSummaryPage {
    items = List.copyOf(items);
  }
}
