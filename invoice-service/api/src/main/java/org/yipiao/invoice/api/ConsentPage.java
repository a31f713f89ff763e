package org.yipiao.invoice.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a person's consents, newest first.
 *
 * @param next pass it as {@code after} to get what follows; absent on the last page
 */
public record ConsentPage(List<ConsentView> items, @Nullable String next) {

  public ConsentPage {
    items = List.copyOf(items);
  }
}
