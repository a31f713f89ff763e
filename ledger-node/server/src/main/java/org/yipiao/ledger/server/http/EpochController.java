package org.yipiao.ledger.server.http;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.security.RequiresScope;

/** What proves to members, from the genesis on, who validates. */
@RestController
@RequestMapping("/v1/epochs")
@RequiresScope("ledger.read")
class EpochController {

  private static final int AT_ONCE = 16;

  private final LedgerNode node;

  EpochController(LedgerNode node) {
    this.node = node;
  }

  /**
   * Epochs in their order.
   *
   * @param from the first one's number; that of the genesis, 0, needs no proof
   */
  @GetMapping
  EpochPage epochs(@RequestParam(defaultValue = "1") long from) {
    List<String> page = new ArrayList<>();
    long number = Math.max(1, from);
    long last = node.validators().present().number();
    while (page.size() < AT_ONCE) {
      var change = node.epochs().change(number).map(EpochChange::encode);
      if (change.isEmpty()) {
        return new EpochPage(page, number - 1);
      }
      page.add(Base64.getEncoder().encodeToString(change.get()));
      number++;
    }
    return new EpochPage(page, last);
  }
}
