package org.yipiao.ledger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.platform.testing.TestTokens;

/** One node of a consortium whose others do not run: it serves, and nothing becomes final. */
record LoneNode(TestTokens tokens, ConfigurableApplicationContext context, int port)
    implements AutoCloseable {

  /** The settings of one whose tokens these are, as arguments. */
  static List<String> arguments(Path directory, TestTokens tokens) throws IOException {
    var consortium =
        DevelopmentConsortium.found(
            directory.resolve("consortium"), "127.0.0.1", LoopbackPorts.free(4), Instant.now());
    Map<String, String> properties = new LinkedHashMap<>(tokens.properties());
    properties.put("server.port", "0");
    properties.put("yipiao.ledger.directory", directory.resolve("node").toString());
    properties.put("yipiao.ledger.member", DevelopmentMember.BUREAU.number().toString());
    properties.put("yipiao.ledger.genesis-file", consortium.genesisFile().toString());
    properties.put("yipiao.ledger.trust-file", consortium.trustFile().toString());
    properties.put(
        "yipiao.ledger.keys-directory", consortium.keys(DevelopmentMember.BUREAU).toString());
    properties.put("yipiao.ledger.engine.listen-on-all-interfaces", "false");
    return properties.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  /**
   * @param more arguments besides
   */
  static LoneNode start(Path directory, String... more) throws IOException {
    var tokens = TestTokens.start();
    var application = LedgerNodeApplication.application();
    application.addInitializers(context ->
        ((GenericApplicationContext) context)
            .registerBean(PeerToken.class, () -> () -> tokens.token("bureau", "ledger.read")));
    var context =
        application.run(
            Stream.concat(arguments(directory, tokens).stream(), Stream.of(more))
                .toArray(String[]::new));
    return new LoneNode(
        tokens,
        context,
        Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
  }

  @Override
  public void close() {
    context.close();
    tokens.close();
  }
}
