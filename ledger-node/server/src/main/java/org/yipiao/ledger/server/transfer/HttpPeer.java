package org.yipiao.ledger.server.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.platform.exchange.BoundedExchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A peer that is asked over HTTP, with bounded waits. */
public final class HttpPeer implements Peer {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPeer.class);

  /** For a whole answer; a page of blocks can be some megabytes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** More than a page, and more than the largest block alone. */
  static final int MOST_BYTES = 64 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int MOST_EPOCHS = 1_000;
  static final int EPOCHS_OF_A_PAGE = 16;
  private static final Duration EPOCHS_TIMEOUT = Duration.ofSeconds(30);

  private final URI base;
  private final Supplier<String> bearer;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * @param bearer gives a token with the scope {@code ledger.read}
   */
  public HttpPeer(URI base, Supplier<String> bearer) {
    this.base = base;
    this.bearer = bearer;
  }

  @Override
  public String name() {
    return base.toString();
  }

  @Override
  public Optional<BlockPage> blocks(long fromHeight, int limit) {
    return page("v1/blocks?from=" + fromHeight + "&limit=" + limit, BlockPage.class);
  }

  @Override
  public Optional<RoundPage> rounds(long upTo, int limit) {
    return page("v1/rounds?upTo=" + upTo + "&limit=" + limit, RoundPage.class);
  }

  @Override
  public Optional<List<EpochChange>> epochs() {
    List<EpochChange> all = new ArrayList<>();
    Instant end = Instant.now().plus(EPOCHS_TIMEOUT);
    while (all.size() < MOST_EPOCHS && Instant.now().isBefore(end)) {
      var page = page("v1/epochs?from=" + (all.size() + 1), EpochPage.class);
      if (page.isEmpty() || page.get().changes().size() > EPOCHS_OF_A_PAGE) {
        return Optional.empty();
      }
      try {
        page.get()
            .changes()
            .forEach(change -> all.add(EpochChange.decode(Base64.getDecoder().decode(change))));
      } catch (IllegalArgumentException e) {
        LOG.warn("{} answers no epochs: {}", base, e.getMessage());
        return Optional.empty();
      }
      if (page.get().changes().isEmpty() || all.size() >= page.get().last()) {
        return Optional.of(all);
      }
    }
    return Optional.of(all);
  }

  @Override
  public Optional<byte[]> stop() {
    return bytes("v1/stop", true, MOST_STOP_BYTES).filter(body -> body.length > 0);
  }

  @Override
  public Optional<byte[]> stopState() {
    return bytes("v1/stop/state", true, MOST_STATE_BYTES).filter(body -> body.length > 0);
  }

  private <T> Optional<T> page(String path, Class<T> type) {
    return get(path, true)
        .flatMap(body -> {
          try {
            return Optional.ofNullable(JSON.readValue(body, type));
          } catch (JacksonException e) {
            LOG.warn("{} answers no {}", base, type.getSimpleName());
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<String> checkpoint() {
    return get("checkpoint", false);
  }

  private Optional<String> get(String path, boolean authorized) {
    return bytes(path, authorized, MOST_BYTES)
        .map(body -> new String(body, StandardCharsets.UTF_8));
  }

  private Optional<byte[]> bytes(String path, boolean authorized, int most) {
    try {
      String root = base.toString();
      var request =
          HttpRequest.newBuilder(URI.create((root.endsWith("/") ? root : root + "/") + path));
      if (authorized) {
        request.header("Authorization", "Bearer " + bearer.get());
      }
      var response = BoundedExchange.send(http, request.build(), TIMEOUT, most);
      if (response.body().length > most) {
        LOG.warn("{} answers {} with more than {} bytes", base, path, most);
      } else if (response.statusCode() == 200) {
        return Optional.of(response.body());
      }
      LOG.debug("{} answers {} with {}", base, path, response.statusCode());
    } catch (IOException e) {
      LOG.debug("{} cannot be reached", base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be asked: {}", base, e.getMessage());
    }
    return Optional.empty();
  }
}
