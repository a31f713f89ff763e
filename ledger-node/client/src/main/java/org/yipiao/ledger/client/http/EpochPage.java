package org.yipiao.ledger.client.http;

import java.util.List;

/**
 * Answer of {@code GET /v1/epochs?from=}: what proves a ledger's epochs, in their order from one
 * on.
 *
 * @param changes {@code EpochChange} in Base64
 * @param last the number of the last epoch that can be proven; more pages follow while it is not
 *     reached
 */
public record EpochPage(List<String> changes, long last) {

  /** The most changes of a page. */
  public static final int MOST = 16;

  public EpochPage {
    changes = List.copyOf(changes);
  }
}
