package org.yipiao.invoice.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest first.
 *
 * @param next pass it as {@code after} to get what follows; absent on the last page
 */
public record InvoicePage(List<InvoiceStatus> items, @Nullable String next) {

  public InvoicePage {
    items = List.copyOf(items);
  }
}
