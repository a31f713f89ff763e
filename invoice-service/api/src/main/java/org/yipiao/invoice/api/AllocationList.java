package org.yipiao.invoice.api;

import java.util.List;

/** The ranges of a gateway, oldest first. */
public record AllocationList(List<AllocationView> items) {

  public AllocationList {
    items = List.copyOf(items);
  }
}
