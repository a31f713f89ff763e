package org.yipiao.ledger.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.client.http.MembersView;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;

/** Asks nodes who takes part; what epochs there are is proven from the genesis file on. */
public final class MembershipReads implements AutoCloseable {

  /** One a minute for a week: an answer that goes on beyond is none. */
  private static final int MOST_EPOCHS = 10_000;

  private final List<URI> nodes;
  private final Genesis genesis;
  private final NodeExchange http;

  /** What came of asking. */
  public sealed interface Outcome {

    /** As the node has it that is furthest among those asked. */
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
    Optional<Membership> furthest = Optional.empty();
    for (URI node : nodes) {
      var found = of(node, causes);
      if (found.isPresent()
          && furthest.filter(known -> known.height() >= found.get().height()).isEmpty()) {
        furthest = found;
      }
    }
    return furthest
        .<Outcome>map(Outcome.Found::new)
        .orElseGet(() -> new Outcome.Unavailable(causes));
  }

  private Optional<Membership> of(URI node, List<String> causes) {
    try {
      var changes = changes(node, causes);
      var answer = http.get(node, "v1/members", HttpLedgerClient.TIMEOUT);
      var said = HttpLedgerClient.read(answer, node, MembersView.class, causes);
      if (changes.isEmpty() || said.isEmpty()) {
        return Optional.empty();
      }
      List<Epoch> epochs = EpochChange.follow(genesis, changes.get());
      return Optional.of(new Membership(genesis, epochs, said.get()));
    } catch (RuntimeException e) {
      // Whatever is missing or wrong in its answer, the node is at fault.
      HttpLedgerClient.note(causes, node, "its answer does not hold: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<List<EpochChange>> changes(URI node, List<String> causes) {
    List<EpochChange> changes = new ArrayList<>();
    long last = 0;
    do {
      String path = "v1/epochs?from=" + (changes.size() + 1);
      var answer = http.get(node, path, HttpLedgerClient.TIMEOUT);
      var page = HttpLedgerClient.read(answer, node, EpochPage.class, causes);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      for (String change : page.get().changes()) {
        changes.add(EpochChange.decode(Base64.getDecoder().decode(change)));
      }
      last = page.get().changes().isEmpty() ? 0 : page.get().last();
    } while (changes.size() < last && changes.size() < MOST_EPOCHS);
    return Optional.of(changes);
  }

  @Override
  public void close() {
    http.close();
  }
}
