package org.yipiao.ledger.server.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  /** Of a note with the cosignatures of as many validators as there can be. */
  static final int MOST_NOTE_BYTES = 1 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static final int EPOCHS_OF_A_PAGE = 16;

  /** A page ends after half a megabyte and one change more. */
  static final int MOST_EPOCH_BYTES = 2 << 20;

  /** Whether a token is shown: with one, a caller has places of its own where they are few. */
  private enum Shows {
    NOTHING,
    IF_IT_CAN,
    ALWAYS
  }

  private final URI base;
  private final Supplier<String> bearer;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * @param bearer gives a token with the scope {@code ledger.read}
   */
  public HttpPeer(URI base, Supplier<String> bearer) {
    this(base, bearer, TIMEOUT);
  }

  /**
   * @param patience for a whole answer
   */
  public HttpPeer(URI base, Supplier<String> bearer, Duration patience) {
    this.base = base;
    this.bearer = bearer;
    this.patience = patience;
  }

  @Override
  public String name() {
    return base.toString();
  }

  @Override
  public Optional<BlockPage> blocks(long fromHeight, int limit, AnswerRoom.Share share) {
    String path = "v1/blocks?from=" + fromHeight + "&limit=" + limit;
    return page(path, share, BlockPage.class);
  }

  @Override
  public CompletableFuture<Optional<BlockPage>> blocksLater(
      long fromHeight, int limit, AnswerRoom.Share share) {
    var later = new CompletableFuture<Optional<BlockPage>>();
    Thread asking =
        Thread.ofVirtual()
            .name("blocks-of-", fromHeight)
            .start(() -> {
              try {
                later.complete(blocks(fromHeight, limit, share));
              } finally {
                later.complete(Optional.empty());
                if (later.isCancelled()) {
                  share.close();
                }
              }
            });
    var _ =
        later.whenComplete((_, _) -> {
          if (later.isCancelled()) {
            asking.interrupt();
          }
        });
    return later;
  }

  @Override
  public Optional<RoundPage> rounds(long upTo, int limit, AnswerRoom.Share share) {
    String path = "v1/rounds?upTo=" + upTo + "&limit=" + limit;
    return page(path, share, RoundPage.class);
  }

  @Override
  public Optional<List<EpochChange>> epochs(long from) {
    var page =
        bytes("v1/epochs?from=" + from, Shows.IF_IT_CAN, MOST_EPOCH_BYTES)
            .flatMap(body -> read(body, EpochPage.class));
    if (page.isEmpty() || page.get().changes().size() > EPOCHS_OF_A_PAGE) {
      return Optional.empty();
    }
    List<EpochChange> changes = new ArrayList<>();
    try {
      for (String change : page.get().changes()) {
        changes.add(EpochChange.decode(Base64.getDecoder().decode(change)));
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("{} answers no epochs: {}", base, e.getMessage());
      return Optional.empty();
    }
    return Optional.of(changes);
  }

  @Override
  public Optional<byte[]> stop() {
    return bytes("v1/stop", Shows.NOTHING, MOST_STOP_BYTES).filter(body -> body.length > 0);
  }

  @Override
  public Optional<byte[]> stopState() {
    return bytes("v1/stop/state", Shows.IF_IT_CAN, MOST_STATE_BYTES)
        .filter(body -> body.length > 0);
  }

  /** One that is larger than most are is asked for again once there is room for it. */
  private <T> Optional<T> page(String path, AnswerRoom.Share share, Class<T> type) {
    long end = System.nanoTime() + patience.toNanos();
    Optional<byte[]> small = answer(path, Shows.ALWAYS, AnswerRoom.SMALL_BYTES, patience);
    if (small.filter(body -> body.length > AnswerRoom.SMALL_BYTES).isEmpty()) {
      return small.flatMap(body -> read(body, type));
    }
    try {
      return share.enlarge(left(end))
          ? answer(path, Shows.ALWAYS, AnswerRoom.MOST_BYTES, left(end))
              .filter(body -> isBounded(path, body, AnswerRoom.MOST_BYTES))
              .flatMap(body -> read(body, type))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Duration left(long endNanos) {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  private <T> Optional<T> read(byte[] body, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(body, type));
    } catch (JacksonException e) {
      LOG.warn("{} answers no {}", base, type.getSimpleName());
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> checkpoint() {
    return bytes("checkpoint", Shows.NOTHING, MOST_NOTE_BYTES)
        .map(body -> new String(body, StandardCharsets.UTF_8));
  }

  private Optional<byte[]> bytes(String path, Shows shows, int most) {
    return answer(path, shows, most, patience).filter(body -> isBounded(path, body, most));
  }

  private boolean isBounded(String path, byte[] body, int most) {
    if (body.length > most) {
      LOG.warn("{} answers {} with more than {} bytes", base, path, most);
    }
    return body.length <= most;
  }

  /** What it answers; of what is longer than that, one byte more. */
  private Optional<byte[]> answer(String path, Shows shows, int most, Duration within) {
    try {
      String root = base.toString();
      var request =
          HttpRequest.newBuilder(URI.create((root.endsWith("/") ? root : root + "/") + path));
      token(shows).ifPresent(token -> request.header("Authorization", "Bearer " + token));
      var response = BoundedExchange.send(http, request.build(), within, most);
      if (response.statusCode() == 200) {
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

  private Optional<String> token(Shows shows) {
    return switch (shows) {
      case NOTHING -> Optional.empty();
      case ALWAYS -> Optional.of(bearer.get());
      case IF_IT_CAN -> {
        try {
          yield Optional.of(bearer.get());
        } catch (RuntimeException e) {
          LOG.debug("{} is asked without a token", base, e);
          yield Optional.empty();
        }
      }
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
