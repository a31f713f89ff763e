package org.yipiao.ledger.server.explorer;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.http.NodeFiles;
import org.yipiao.ledger.server.http.WrongParameter;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.security.PublicEndpoint;

/** What the page shows to everyone. */
@RestController
@RequestMapping("/explorer/api")
@PublicEndpoint("Members, checkpoints, health and counts: no leaf, no amount, no business number.")
class PublicController {

  private static final int CHECKPOINTS_AT_ONCE = 50;

  private final LedgerNode node;
  private final NodeFiles files;
  private final Overview overview;
  private final FinalityWatch watch;
  private final CheckpointStreams streams;
  private final ClientAddress addresses;
  private final InstantSource clock;

  PublicController(
      LedgerNode node,
      NodeFiles files,
      Overview overview,
      FinalityWatch watch,
      CheckpointStreams streams,
      ClientAddress addresses,
      InstantSource clock) {
    this.node = node;
    this.files = files;
    this.overview = overview;
    this.watch = watch;
    this.streams = streams;
    this.addresses = addresses;
    this.clock = clock;
  }

  @GetMapping("/overview")
  OverviewView overview() {
    return overview.now();
  }

  /**
   * The trust root with the epochs that the ledger has had since, in the bytes in which members
   * have it; whoever verifies gets it elsewhere.
   */
  @GetMapping(value = "/trust", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] trust() {
    return node.validators().extended(files.trust()).encode();
  }

  /** The last final checkpoints, at most 50, of a size below one; the newest first. */
  @GetMapping("/checkpoints")
  List<CheckpointView> checkpoints(
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "20") int limit) {
    if (before < 1) {
      throw WrongParameter.atLeast("?before", 1);
    }
    if (limit < 1 || limit > CHECKPOINTS_AT_ONCE) {
      throw WrongParameter.range("?limit", 1, CHECKPOINTS_AT_ONCE);
    }
    List<CheckpointView> views = new ArrayList<>();
    long below = Math.min(before, node.chain().finalSize() + 1);
    while (below > 0 && views.size() < limit) {
      var entry = node.chain().store().atOrBefore(Family.CHECKPOINTS, Keys.of(below - 1));
      if (entry.isEmpty()) {
        break;
      }
      var checkpoint = FinalCheckpoint.decode(entry.get().value());
      views.add(CheckpointView.of(checkpoint));
      below = checkpoint.size();
    }
    return views;
  }

  /** The newest checkpoint at once, and each time there is a newer one. */
  @GetMapping("/checkpoints/events")
  void events(HttpServletRequest request, HttpServletResponse response) throws ServletException {
    streams.open(SubscriberNetwork.of(addresses.of(request)), request, response);
  }

  /**
   * Figures of the last quarter of an hour.
   *
   * @param secondMillis length of a step
   * @param pace one entry for each step; quantiles are −1 where nothing was timed
   */
  record FiguresView(int secondMillis, Pace.Cut pace) {}

  /** The seconds from one on that are over, at most 900. */
  @GetMapping("/figures")
  FiguresView figures(@RequestParam(defaultValue = "0") long from) {
    if (from < 0) {
      throw WrongParameter.atLeast("?from", 0);
    }
    return new FiguresView(1_000, watch.pace().cut(from, clock.instant().getEpochSecond()));
  }
}
