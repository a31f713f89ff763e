package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.authorization.UsedAssertions.Use;
import org.yipiao.embedded.shared.SharedTestServers;

/** A Redis that takes connections and says nothing, as behind a network that drops packets. */
class RedisUsedAssertionsIT {

  private static final int REQUESTS = 20;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Socket> silent = new ConcurrentLinkedQueue<>();
  private ServerSocket door;
  private RedisUsedAssertions assertions;

  @BeforeEach
  void open() throws IOException {
    door = new ServerSocket(0, 2 * REQUESTS, InetAddress.getLoopbackAddress());
    String address = SharedTestServers.get().redisUrl();
    RedisURI redis = RedisURI.create(address);
    String url = address.replace(":" + redis.getPort(), ":" + door.getLocalPort());
    assertions = new RedisUsedAssertions(url, InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    assertions.close();
    door.close();
    for (Socket one : silent) {
      one.close();
    }
    threads.shutdownNow();
  }

  private Use use(String key) {
    return assertions.use("client", key, Instant.now().plusSeconds(60));
  }

  /** One behind the other, each would make an attempt of its own. */
  @Test
  void refusesAllAtOnceAfterOneAttemptForAll() throws Exception {
    threads.execute(this::sayNothing);
    List<Future<Use>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(threads.submit(() -> use(UUID.randomUUID().toString())));
    }
    for (Future<Use> answer : answers) {
      assertThat(answer.get()).isEqualTo(Use.UNKNOWN);
    }
    assertThat(silent).as("attempts to connect").hasSizeBetween(1, REQUESTS / 4);
  }

  /** Takes each connection and says nothing on it. */
  private void sayNothing() {
    try {
      while (!door.isClosed()) {
        silent.add(door.accept());
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  @Test
  void remembersAgainOnceRedisAnswers() {
    String key = UUID.randomUUID().toString();
    assertThat(use(key)).isEqualTo(Use.UNKNOWN);
    threads.execute(this::letThrough);

    await().atMost(Duration.ofSeconds(60)).until(() -> use(key) != Use.UNKNOWN);

    assertThat(use(key)).isEqualTo(Use.REPLAYED);
  }

  /** From now on what arrives at the door goes to Redis, and its answers come back. */
  private void letThrough() {
    RedisURI redis = RedisURI.create(SharedTestServers.get().redisUrl());
    try {
      while (!door.isClosed()) {
        Socket here = door.accept();
        Socket there = new Socket(redis.getHost(), redis.getPort());
        threads.execute(() -> pass(here, there));
        threads.execute(() -> pass(there, here));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of the two has gone.
    }
  }
}
