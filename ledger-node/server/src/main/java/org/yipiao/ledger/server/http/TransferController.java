package org.yipiao.ledger.server.http;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.execution.RoundHistory;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.RequiresScope;

/**
 * What a node that missed something takes over from this one. A page is read one element at a time
 * and ends with its bytes, so that no question makes the node hold more than a page and an element.
 */
@RestController
@RequestMapping("/v1")
@RequiresScope("ledger.read")
class TransferController {

  private static final int AT_ONCE = 256;
  private static final int PAGE_BYTES = 4 << 20;

  private final Chain chain;
  private final RoundHistory history;

  TransferController(LedgerNode node) {
    this.chain = node.chain();
    this.history = node.rounds().history();
  }

  /** Final blocks with all that a node needs to execute and to check them. */
  @GetMapping("/blocks")
  BlockPage blocks(@RequestParam long from, @RequestParam(defaultValue = "64") int limit) {
    requirePage("?from", from, limit);
    long end = chain.finalCheckpoint().map(last -> last.height() + 1).orElse(0L);
    List<BlockPage.BlockView> views = new ArrayList<>();
    long bytes = 0;
    for (long height = from; height < end && views.size() < limit; height++) {
      List<KeyValueStore.Entry> next = chain.blocks(height, height + 1, 1);
      if (next.isEmpty()) {
        break;
      }
      byte[] content = next.getFirst().value();
      bytes += content.length;
      if (!views.isEmpty() && bytes > PAGE_BYTES) {
        break;
      }
      views.add(view(content));
    }
    return new BlockPage(views);
  }

  private BlockPage.BlockView view(byte[] content) {
    var block = StoredBlock.decode(content);
    var checkpoint =
        chain
            .checkpointCovering(block.size())
            .orElseThrow(() -> new ProblemException(NodeProblem.NOT_FINAL));
    var base64 = Base64.getEncoder();
    return new BlockPage.BlockView(
        block.height(),
        base64.encodeToString(content),
        checkpoint.note(),
        chain.log().consistencyProof(block.size(), checkpoint.size()).path().stream()
            .map(hash -> base64.encodeToString(hash.bytes()))
            .toList());
  }

  /**
   * Ordered rounds, the latest first, for a validator that missed them: executed or not, kept until
   * a final block covers them.
   */
  @GetMapping("/rounds")
  RoundPage rounds(@RequestParam long upTo, @RequestParam(defaultValue = "64") int limit) {
    requirePage("?upTo", upTo, limit);
    List<String> rounds = new ArrayList<>();
    long bytes = 0;
    long last = upTo;
    while (rounds.size() < limit) {
      List<QueuedRound> next = history.before(last, 1);
      if (next.isEmpty()) {
        break;
      }
      byte[] content = next.getFirst().encode();
      bytes += content.length;
      if (!rounds.isEmpty() && bytes > PAGE_BYTES) {
        break;
      }
      rounds.add(Base64.getEncoder().encodeToString(content));
      last = next.getFirst().number() - 1;
    }
    return new RoundPage(rounds);
  }

  private static void requirePage(String name, long place, int limit) {
    if (place < 0) {
      throw WrongParameter.atLeast(name, 0);
    }
    if (limit < 1 || limit > AT_ONCE) {
      throw WrongParameter.range("?limit", 1, AT_ONCE);
    }
  }
}
