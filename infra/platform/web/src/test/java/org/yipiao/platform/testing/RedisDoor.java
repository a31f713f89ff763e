package org.yipiao.platform.testing;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A door before Redis that is shut at first: connections wait outside, as behind a network that
 * drops packets.
 */
public final class RedisDoor implements AutoCloseable {

  private static final int MOST_WAITING = 64;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();
  private final ServerSocket door;
  private final String redisUrl;
  private final RedisURI redis;

  /**
   * @param redisUrl of the Redis behind it
   */
  public RedisDoor(String redisUrl) throws IOException {
    this.door = new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress());
    this.redisUrl = redisUrl;
    this.redis = RedisURI.create(redisUrl);
  }

  /** As that of Redis, but for the port. */
  public String url() {
    return redisUrl.replace(":" + redis.getPort(), ":" + door.getLocalPort());
  }

  /** From now on connections are taken, and nothing is said on them. */
  public void keepSilent() {
    threads.execute(() -> {
      try {
        while (!door.isClosed()) {
          taken.add(door.accept());
        }
      } catch (IOException _) {
        // The test is over.
      }
    });
  }

  /** How many connections were taken in silence. */
  public int taken() {
    return taken.size();
  }

  /** From now on what arrives goes to Redis, and its answers come back. */
  public void open() {
    threads.execute(() -> {
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
    });
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of the two has gone.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket one : taken) {
      one.close();
    }
    threads.shutdownNow();
  }
}
