package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.client.http.MembersView;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Asks nodes who takes part. What epochs there are is proven from the genesis file on; of the rest
 * it is told how many say the same, and who says otherwise.
 */
public final class MembershipReads implements AutoCloseable {

  /** That often all are asked until enough agree. */
  private static final int MOST_TURNS = 3;

  private static final Duration BETWEEN_TURNS = Duration.ofMillis(300);

  private final List<URI> nodes;
  private final Genesis genesis;
  private final NodeExchange http;

  /** What came of asking. */
  public sealed interface Outcome {

    /**
     * As nodes have it that prove the most epochs.
     *
     * @param witnesses which of them; to be told where they are not enough
     */
    record Found(Membership membership, Witnesses witnesses) implements Outcome {}

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
    this.nodes = distinct(nodes);
    this.genesis = genesis;
    this.http = http;
  }

  /** One that is named twice has one word. */
  private static List<URI> distinct(List<URI> nodes) {
    Map<String, URI> distinct = new LinkedHashMap<>();
    for (URI node : nodes) {
      String name = node.toString().toLowerCase(Locale.ROOT);
      distinct.putIfAbsent(name.endsWith("/") ? name.substring(0, name.length() - 1) : name, node);
    }
    return List.copyOf(distinct.values());
  }

  /**
   * Asks all nodes, so that one that is behind or lies hides nothing; and again for a moment where
   * they do not agree, for some may be behind by a block.
   */
  public Outcome present() {
    for (int turn = 1; true; turn++) {
      List<String> causes = new ArrayList<>();
      List<MembershipVote.Answer> answers = new ArrayList<>();
      for (URI node : nodes) {
        of(node, causes).ifPresent(answers::add);
      }
      if (answers.isEmpty()) {
        return new Outcome.Unavailable(causes);
      }
      var vote = new MembershipVote(answers);
      Outcome.Found found = vote.outcome(causes);
      boolean again = !found.witnesses().enough() && vote.mayBeEnough() && turn < MOST_TURNS;
      if (!again || !pause()) {
        return found;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_TURNS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<MembershipVote.Answer> of(URI node, List<String> causes) {
    try {
      var epochs = epochs(node, causes);
      if (epochs.isEmpty()) {
        return Optional.empty();
      }
      var answer = http.get(node, "v1/members", HttpLedgerClient.TIMEOUT);
      return HttpLedgerClient.read(answer, node, MembersView.class, causes)
          .map(said ->
              new MembershipVote.Answer(node, new Membership(genesis, epochs.get(), said), said));
    } catch (FormatException e) {
      HttpLedgerClient.note(causes, node, "its answer does not hold: " + e.getMessage());
      return Optional.empty();
    } catch (RuntimeException e) {
      // Whatever is missing or wrong in its answer, the node is at fault; its words are not told
      // on.
      HttpLedgerClient.note(causes, node, "its answer does not hold");
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
