package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** The product's client, whose nodes are asked in memory. */
public final class ClientInMemory {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private ClientInMemory() {}

  /** What a node says: a body, or a problem's code with its status. */
  public record Reply(int status, String text, boolean retryable) {}

  /** The nodes, by their members' numbers. */
  @FunctionalInterface
  public interface Nodes {

    /**
     * @param posted what is handed over; {@code null} where something is asked for
     * @return empty when there is no answer, whatever the node did
     */
    Optional<Reply> ask(int member, String path, byte @Nullable [] posted);
  }

  /** A client of these nodes, the first of which it prefers; what it trusts stays as it is. */
  public static LedgerClient of(List<Integer> members, TrustRoot trust, Nodes nodes) {
    return new HttpLedgerClient(uris(members), List.of(), trust, exchange(nodes));
  }

  /** One that goes on with the ledger's epochs, but asks for them with a cause alone. */
  public static LedgerClient following(List<Integer> members, TrustRoot trust, Nodes nodes) {
    return following(members, trust, nodes, System::nanoTime);
  }

  /**
   * The same in virtual time.
   *
   * @param nanoTime a time that only grows
   */
  public static LedgerClient following(
      List<Integer> members, TrustRoot trust, Nodes nodes, LongSupplier nanoTime) {
    var exchange = exchange(nodes);
    var followed = new FollowedTrust(uris(members), trust, exchange, nanoTime, _ -> {});
    return new HttpLedgerClient(uris(members), List.of(), followed, exchange);
  }

  private static List<URI> uris(List<Integer> members) {
    return members.stream().map(ClientInMemory::uri).toList();
  }

  private static URI uri(int member) {
    return URI.create("node:" + member);
  }

  /** The member at an address that a client names. */
  public static int member(URI node) {
    return Integer.parseInt(node.getSchemeSpecificPart());
  }

  private static NodeExchange exchange(Nodes nodes) {
    return new NodeExchange() {
      @Override
      public NodeHttp.Answer get(URI node, String path, Duration timeout) {
        return answer(nodes.ask(member(node), path, null));
      }

      @Override
      public NodeHttp.Answer post(URI node, String path, byte[] body, Duration timeout) {
        return answer(nodes.ask(member(node), path, body));
      }

      @Override
      public void close() {}
    };
  }

  private static NodeHttp.Answer answer(Optional<Reply> reply) {
    if (reply.isEmpty()) {
      return new NodeHttp.Answer.Lost("no answer");
    }
    Reply said = reply.get();
    return said.status() / 100 == 2
        ? new NodeHttp.Answer.Done(said.text())
        : new NodeHttp.Answer.Problem(
            said.status(), said.text(), said.text(), said.retryable(), RETRY_AFTER, 0);
  }
}
