package org.yipiao.ledger.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.yipiao.ledger.protocol.log.Tile;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.exchange.BoundedExchange;

/**
 * What nodes show to everyone (C2SP tlog-tiles): checkpoints and hash tiles. Nothing that is read
 * here is true before it was verified.
 */
final class TiledLog implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration EXCHANGE = Duration.ofSeconds(10);
  private static final int LONGEST_NOTE = 1 << 20;

  private final List<URI> nodes;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  TiledLog(List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  List<URI> nodes() {
    return nodes;
  }

  /**
   * A text that a node serves.
   *
   * @throws UncheckedIOException naming the node and what went wrong
   */
  byte[] read(URI node, String path, int mostBytes) {
    String base = node.toString();
    var request =
        HttpRequest.newBuilder(URI.create((base.endsWith("/") ? base : base + "/") + path));
    try {
      var response = BoundedExchange.send(http, request.GET().build(), EXCHANGE, mostBytes);
      if (response.statusCode() != 200 || response.body().length > mostBytes) {
        throw new IOException("HTTP " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(node + " " + path + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  byte[] note(URI node, String path) {
    return read(node, path, LONGEST_NOTE);
  }

  /** A hash tile of a node, in its full length or none. */
  byte[] tile(URI node, Tile tile) {
    int length = tile.width() * Digest.LENGTH;
    byte[] bytes = read(node, tile.path(), length);
    if (bytes.length != length) {
      throw new UncheckedIOException(new IOException(node + " " + tile.path() + ": cut off"));
    }
    return bytes;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
