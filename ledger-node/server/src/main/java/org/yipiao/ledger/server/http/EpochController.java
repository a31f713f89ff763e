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
import org.yipiao.platform.security.PublicEndpoint;

/** What proves to everyone, from the genesis on, who validates. */
@RestController
@RequestMapping("/v1/epochs")
@PublicEndpoint("Who validates since when, with keys and engine addresses: no leaf but headers.")
class EpochController {

  /** What any reader takes as one answer; a page has at least one change. */
  private static final int MOST_CHARACTERS = 512 << 10;

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
    int characters = 0;
    while (page.size() < EpochPage.MOST) {
      var change = node.epochs().change(number).map(EpochChange::encode);
      if (change.isEmpty()) {
        return new EpochPage(page, last());
      }
      String text = Base64.getEncoder().encodeToString(change.get());
      characters += text.length();
      if (!page.isEmpty() && characters > MOST_CHARACTERS) {
        break;
      }
      page.add(text);
      number++;
    }
    return new EpochPage(page, last());
  }

  /** The last one whose proof is here: that of the newest comes with a final block. */
  private long last() {
    long number = node.validators().present().number();
    while (number > 0 && node.epochs().change(number).isEmpty()) {
      number--;
    }
    return number;
  }
}
