package org.yipiao.ledger.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.client.http.MembersView;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Asks nodes who takes part; what epochs there are is proven from the genesis file on. */
public final class MembershipReads implements AutoCloseable {

  private final List<URI> nodes;
  private final Genesis genesis;
  private final NodeExchange http;

  /** What came of asking. */
  public sealed interface Outcome {

    /**
     * As a node has it that proves the most epochs. Of those that prove as many, heights are words:
     * the greatest is taken that one which tells the truth has reached.
     */
    record Found(Membership membership) implements Outcome {}

    /**
     * No node gave an answer that holds.
     *
     * @param causes {@code uri: cause}
     */
    record Unavailable(List<String> causes) implements Outcome {

      public Unavailable {
        causes = List.copyOf(causes);
      }
    }
  }

  /**
   * @param nodes base addresses, at least one
   * @param bearer gives a valid access token with {@code ledger.read}
   */
  public MembershipReads(List<URI> nodes, Genesis genesis, Supplier<String> bearer) {
    this(nodes, genesis, new NodeHttp(bearer, () -> null));
  }

  MembershipReads(List<URI> nodes, Genesis genesis, NodeExchange http) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a ledger client needs a node");
    }
    this.nodes = List.copyOf(nodes);
    this.genesis = genesis;
    this.http = http;
  }

  /** Asks all nodes, so that one that is behind hides nothing. */
  public Outcome present() {
    List<String> causes = new ArrayList<>();
    List<Membership> found = new ArrayList<>();
    for (URI node : nodes) {
      of(node, causes).ifPresent(found::add);
    }
    return furthest(found)
        .<Outcome>map(Outcome.Found::new)
        .orElseGet(() -> new Outcome.Unavailable(causes));
  }

  private Optional<Membership> furthest(List<Membership> found) {
    long epoch = found.stream().mapToLong(Membership::epoch).max().orElse(0);
    List<Membership> furthest =
        found.stream()
            .filter(one -> one.epoch() == epoch)
            .sorted(Comparator.comparingLong(Membership::height).reversed())
            .toList();
    // As many as may lie can claim any height; the next one is reached by an honest node too.
    int mayLie = (nodes.size() - 1) / 3;
    return furthest.stream().skip(Math.min(mayLie, Math.max(0, furthest.size() - 1))).findFirst();
  }

  private Optional<Membership> of(URI node, List<String> causes) {
    try {
      var epochs = epochs(node, causes);
      if (epochs.isEmpty()) {
        return Optional.empty();
      }
      var answer = http.get(node, "v1/members", HttpLedgerClient.TIMEOUT);
      return HttpLedgerClient.read(answer, node, MembersView.class, causes)
          .map(said -> new Membership(genesis, epochs.get(), said));
    } catch (RuntimeException e) {
      // Whatever is missing or wrong in its answer, the node is at fault.
      HttpLedgerClient.note(causes, node, "its answer does not hold: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Each is proven by the one before when it comes: nothing else is kept, or asked for. */
  private Optional<List<Epoch>> epochs(URI node, List<String> causes) {
    List<Epoch> epochs = new ArrayList<>();
    epochs.add(Epoch.first(genesis));
    EpochPage page;
    do {
      String path = "v1/epochs?from=" + epochs.size();
      var answer = http.get(node, path, HttpLedgerClient.TIMEOUT);
      var read = HttpLedgerClient.read(answer, node, EpochPage.class, causes);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      page = read.get();
      if (page.changes().size() > EpochPage.MOST) {
        throw new FormatException("a page of %d epochs".formatted(page.changes().size()));
      }
      page.changes().forEach(change -> epochs.add(proven(change, epochs)));
    } while (!page.changes().isEmpty() && epochs.size() <= page.last());
    return Optional.of(epochs);
  }

  private Epoch proven(String change, List<Epoch> before) {
    if (before.size() > FollowedTrust.MOST_EPOCHS) {
      throw new FormatException("more than %d epochs".formatted(FollowedTrust.MOST_EPOCHS));
    }
    return EpochChange.decode(Base64.getDecoder().decode(change))
        .after(before.getLast(), genesis.origin())
        .orElseThrow(() -> new FormatException("epoch %d is not proven".formatted(before.size())));
  }

  @Override
  public void close() {
    http.close();
  }
}
