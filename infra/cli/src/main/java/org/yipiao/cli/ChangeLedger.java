package org.yipiao.cli;

import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.client.Membership;
import org.yipiao.ledger.client.MembershipReads;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/**
 * The ledger that a change is for, as the files of {@code --consortium} have it and, where {@code
 * --node} names nodes, as it is now.
 *
 * @param asked who takes part now; empty when no node was named
 */
record ChangeLedger(
    Genesis genesis, TrustRoot trust, Optional<Membership> asked, Optional<Nodes> nodes) {

  static final String CONSORTIUM = "--consortium";
  static final String NODE = "--node";
  static final String TOKEN = "--token";
  static final Set<String> OPTIONS = Set.of(CONSORTIUM, NODE, TOKEN);

  /** What an OAuth token is made of (RFC 6750): no header can be ended with it. */
  private static final String TOKEN_FORM = "[A-Za-z0-9._~+/=-]{1,8192}";

  /**
   * How nodes are reached.
   *
   * @param token a secret
   */
  record Nodes(List<URI> uris, String token) {

    @Override
    public String toString() {
      return uris.toString();
    }
  }

  /** Reads the files, and asks the nodes if there are any. */
  static ChangeLedger of(Arguments arguments) {
    Path folder = folder(arguments);
    Genesis genesis = genesis(folder);
    TrustRoot trust = ChangeFile.read(folder.resolve("consortium.json"), TrustRoot::parse);
    Optional<Nodes> nodes = nodes(arguments);
    return new ChangeLedger(genesis, trust, nodes.map(found -> ask(genesis, found)), nodes);
  }

  static Path folder(Arguments arguments) {
    return ChangeFile.path(
        arguments
            .option(CONSORTIUM)
            .orElseThrow(() ->
                new UsageException(
                    CONSORTIUM + " FOLDER is needed, with genesis.json and consortium.json")));
  }

  static Genesis genesis(Path folder) {
    return ChangeFile.read(folder.resolve("genesis.json"), Genesis::decode);
  }

  private static Optional<Nodes> nodes(Arguments arguments) {
    Optional<String> named = arguments.option(NODE);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    List<URI> uris = NodeAddresses.of(named.get());
    String file =
        arguments
            .option(TOKEN)
            .orElseThrow(() -> new UsageException(NODE + " needs " + TOKEN + " FILE"));
    return Optional.of(new Nodes(uris, token(file)));
  }

  private static String token(String file) {
    try {
      String token = InputFile.text(file, 1).strip();
      if (token.matches(TOKEN_FORM)) {
        return token;
      }
    } catch (UnreadableFileException failure) {
      throw ChangeRefusal.unreadable(ChangeText.CANNOT_READ, file, failure.reason());
    }
    throw ChangeRefusal.unreadable(ChangeText.NO_TOKEN, file);
  }

  private static Membership ask(Genesis genesis, Nodes nodes) {
    try (var reads = new MembershipReads(nodes.uris(), genesis, nodes::token)) {
      return switch (reads.present()) {
        case MembershipReads.Outcome.Found(Membership membership) -> membership;
        case MembershipReads.Outcome.Unavailable(List<String> causes) ->
            throw ChangeRefusal.of(ChangeText.NO_NODE_SAYS_WHO, causes);
      };
    }
  }

  /** Who takes part, as far as it is known. */
  MemberDirectory members() {
    return asked.<MemberDirectory>map(known -> known).orElseGet(() -> MemberDirectory.of(genesis));
  }

  /** Whether the validators of an epoch are known here. */
  boolean knowsEpoch(long epoch) {
    return asked.isPresent() || epoch == 0;
  }

  /** The member whose key for transactions this is. */
  Optional<GenesisMember> holder(PublicKey key) {
    return asked.isPresent()
        ? asked.get().holder(key)
        : genesis.members().stream()
            .filter(member ->
                member.transactionKeys().stream()
                    .anyMatch(one -> Arrays.equals(one.getEncoded(), key.getEncoded())))
            .findFirst();
  }
}
