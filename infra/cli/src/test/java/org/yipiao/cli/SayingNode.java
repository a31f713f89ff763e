package org.yipiao.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;

/** A node of the first epoch that says who takes part. */
record SayingNode(HttpServer server) implements AutoCloseable {

  static SayingNode start(String members) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/members", exchange -> answer(exchange, 200, members));
    server.createContext(
        "/v1/epochs", exchange -> answer(exchange, 200, "{\"changes\":[],\"last\":0}"));
    server.start();
    return new SayingNode(server);
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Those of the genesis, at a height, where a version of the contract executes. */
  static String members(Genesis genesis, long height, int contractVersion) {
    return "{\"contractVersion\":%d,\"epoch\":0,\"height\":%d,\"members\":[%s]}"
        .formatted(
            contractVersion,
            height,
            genesis.members().stream().map(SayingNode::member).collect(Collectors.joining(",")));
  }

  private static String member(GenesisMember member) {
    return """
    {"number":%d,"name":"%s","kind":"%s","creditCode":"%s","transactionKeys":["%s"],\
    "suspended":false}\
    """
        .formatted(
            member.number().value(),
            member.name(),
            member.kind(),
            member.creditCode(),
            Base64.getEncoder().encodeToString(member.transactionKeys().getFirst().getEncoded()));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
