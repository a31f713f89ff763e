package org.yipiao.ledger.client.http;

import java.util.List;

/**
 * What proves a ledger's epochs, in their order from one on.
 *
 * @param changes {@code EpochChange} in Base64
 * @param last the number of the last epoch that can be proven; more pages follow while it is not
 *     reached
 */
public record EpochPage(List<String> changes, long last) {

  public EpochPage {
    changes = List.copyOf(changes);
  }
}
