package org.yipiao.ledger.server.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.yipiao.ledger.server.LedgerNodeApplication;
import org.yipiao.ledger.server.PeerToken;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.node.LedgerNode;

/**
 * The four validators of a development consortium in one process, each with its own web server,
 * store and engine, and with a token issuer of its own unless another is named. The consortium is
 * founded when the directory has none, else taken up with its data.
 */
public final class LocalConsortium implements AutoCloseable {

  /** The {@code iss} of tokens of this process's own issuer. */
  public static final String ISSUER = LocalIssuer.ISSUER;

  private static final String ALL_SCOPES = "ledger.submit ledger.read operations.read";

  private final DevelopmentConsortium consortium;
  private final Path data;
  private final LocalIssuer issuer;
  private final Map<String, String> settings;
  private final Own own;
  private final Map<DevelopmentMember, Integer> ports = new TreeMap<>();
  private final Map<DevelopmentMember, ConfigurableApplicationContext> running =
      new ConcurrentSkipListMap<>();

  /** What is set for one of the nodes alone. */
  @FunctionalInterface
  public interface Own {

    /**
     * Properties of a validator's node, each time that it starts.
     *
     * @param local of which the addresses are known, and nothing else need run
     */
    Map<String, String> of(LocalConsortium local, DevelopmentMember member);
  }

  private LocalConsortium(
      DevelopmentConsortium consortium,
      Path data,
      LocalIssuer issuer,
      Map<String, String> settings,
      Own own) {
    this.consortium = consortium;
    this.data = data;
    this.issuer = issuer;
    this.settings = settings;
    this.own = own;
  }

  /**
   * Starts all validators under the contract's first version, which a quorum may follow by the
   * next; they are not active yet when this returns.
   *
   * @param base gets {@code consortium/} and {@code nodes/}
   * @param settings further properties of the nodes, such as {@code yipiao.security.issuer} and
   *     {@code yipiao.security.jwk-set-uri} of another token issuer
   */
  public static LocalConsortium start(Path base, Map<String, String> settings) throws IOException {
    return start(base, settings, DevelopmentConsortium.Choices.FIRST);
  }

  /** The same with what is chosen when the consortium is founded. */
  public static LocalConsortium start(
      Path base, Map<String, String> settings, DevelopmentConsortium.Choices choices)
      throws IOException {
    return start(base, settings, choices, (_, _) -> Map.of());
  }

  /** The same with what is set for each node alone. */
  public static LocalConsortium start(
      Path base, Map<String, String> settings, DevelopmentConsortium.Choices choices, Own own)
      throws IOException {
    Path absolute = base.toAbsolutePath().normalize();
    var consortium = new DevelopmentConsortium(absolute.resolve("consortium"));
    if (!Files.exists(consortium.genesisFile())) {
      consortium =
          DevelopmentConsortium.found(
              consortium.directory(), "127.0.0.1", LoopbackPorts.free(4), Instant.now(), choices);
    }
    var local =
        new LocalConsortium(
            consortium, absolute.resolve("nodes"), LocalIssuer.start(), Map.copyOf(settings), own);
    List<Integer> http = LoopbackPorts.free(4);
    for (DevelopmentMember member : DevelopmentMember.values()) {
      if (member.validator()) {
        local.ports.put(member, http.get(local.ports.size()));
      }
    }
    List<DevelopmentMember> members = List.copyOf(local.ports.keySet());
    // The first one sets up what logging and engine keep once for a process.
    local.start(members.getFirst());
    local.startAtOnce(members.subList(1, members.size()));
    return local;
  }

  private void startAtOnce(List<DevelopmentMember> members) {
    var starting =
        members.stream()
            .map(member ->
                CompletableFuture.runAsync(
                    () -> start(member),
                    task -> Thread.ofPlatform().name("start-" + member.tenant()).start(task)))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(starting).join();
  }

  /** Starts one validator's node. */
  public void start(DevelopmentMember member) {
    if (running.containsKey(member)) {
      throw new IllegalStateException(member + " runs");
    }
    var application = LedgerNodeApplication.application();
    application.addInitializers(context ->
        ((GenericApplicationContext) context)
            .registerBean(PeerToken.class, () -> () -> token(member.tenant())));
    running.put(member, application.run(arguments(member)));
  }

  /** Starts the node of a validator that joins, whose keys are in a folder of its own. */
  public ConfigurableApplicationContext startNewcomer(int number, String tenant, Path keys) {
    var application = LedgerNodeApplication.application();
    application.addInitializers(context ->
        ((GenericApplicationContext) context)
            .registerBean(PeerToken.class, () -> () -> token("bureau")));
    return application.run(
        arguments(tenant, number, keys, LoopbackPorts.free(1).getFirst(), uris(), Map.of()));
  }

  /** With which a validator's node starts. */
  public String[] arguments(DevelopmentMember member) {
    return arguments(
        member.tenant(),
        member.number().value(),
        consortium.keys(member),
        Objects.requireNonNull(ports.get(member), "a port"),
        ports.entrySet().stream()
            .filter(entry -> entry.getKey() != member)
            .map(entry -> URI.create("http://127.0.0.1:" + entry.getValue()))
            .toList(),
        own.of(this, member));
  }

  private String[] arguments(
      String tenant,
      int number,
      Path keys,
      int port,
      List<URI> peers,
      Map<String, String> ofThisNode) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.port", String.valueOf(port));
    properties.put("yipiao.security.issuer", ISSUER);
    properties.put("yipiao.security.jwk-set-uri", issuer.jwkSetUri().toString());
    properties.put("yipiao.ledger.directory", data.resolve(tenant).toString());
    properties.put("yipiao.ledger.member", String.valueOf(number));
    properties.put("yipiao.ledger.genesis-file", consortium.genesisFile().toString());
    properties.put("yipiao.ledger.trust-file", consortium.trustFile().toString());
    properties.put("yipiao.ledger.keys-directory", keys.toString());
    properties.put("yipiao.ledger.engine.observing-status-delay", "1s");
    properties.put("yipiao.ledger.engine.save-state-period", "10s");
    properties.put("yipiao.ledger.engine.listen-on-all-interfaces", "false");
    properties.put(
        "yipiao.ledger.peers", String.join(",", peers.stream().map(URI::toString).toList()));
    properties.putAll(settings);
    properties.putAll(ofThisNode);
    return properties.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  /** Stops one validator's node. */
  public void stop(DevelopmentMember member) {
    var context = running.remove(member);
    if (context != null) {
      context.close();
    }
  }

  /** The node of a validator that runs. */
  public LedgerNode node(DevelopmentMember member) {
    return application(member).getBean(LedgerNode.class);
  }

  /** The application of a validator that runs. */
  public ApplicationContext application(DevelopmentMember member) {
    var context = running.get(member);
    if (context == null) {
      throw new IllegalStateException(member + " does not run");
    }
    return context;
  }

  /**
   * Waits until every running node takes transactions and the genesis block is final.
   *
   * @throws IllegalStateException when they do not within the time, with how each is; all have been
   *     stopped then
   */
  public void awaitActive(Duration atMost) {
    try {
      Awaitility.await()
          .atMost(atMost)
          .until(() -> running.keySet().stream().map(this::node).allMatch(LocalConsortium::active));
    } catch (ConditionTimeoutException e) {
      String conditions =
          running.keySet().stream().map(this::condition).collect(Collectors.joining("; "));
      close();
      throw new IllegalStateException("not all became active: " + conditions, e);
    }
  }

  private String condition(DevelopmentMember member) {
    LedgerNode node = node(member);
    return "%s is %s, its engine %s, %d entries are final, silent to it are %s%s"
        .formatted(
            member,
            node.status(),
            node.engineStatus(),
            node.chain().finalSize(),
            node.silent(),
            node.failure().map(" and it failed: "::concat).orElse(""));
  }

  private static boolean active(LedgerNode node) {
    return node.status().takesTransactions() && node.chain().finalSize() > 0;
  }

  /** Genesis, trust root and keys. */
  public DevelopmentConsortium consortium() {
    return consortium;
  }

  /** The nodes' base addresses, in the order of the members' numbers. */
  public List<URI> uris() {
    return ports.values().stream().map(port -> URI.create("http://127.0.0.1:" + port)).toList();
  }

  /** A validator's base address. */
  public URI uri(DevelopmentMember member) {
    return URI.create("http://127.0.0.1:" + Objects.requireNonNull(ports.get(member), "a port"));
  }

  /** Where the keys of this process's own issuer are. */
  public URI jwkSetUri() {
    return issuer.jwkSetUri();
  }

  /** A token of this process's own issuer with all scopes of a node, valid for a day. */
  public String token(String tenant) {
    return issuer.token(tenant, ALL_SCOPES);
  }

  @Override
  public void close() {
    for (DevelopmentMember member : List.copyOf(running.keySet())) {
      stop(member);
    }
    issuer.close();
  }
}
