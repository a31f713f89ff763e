package org.yipiao.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.ChildSpec;
import org.yipiao.embedded.process.Guardian;

/**
 * Redis 6.2 in a child process on 127.0.0.1, with a password and an append-only file: what is
 * answered has been handed to the operating system, or will be within two seconds while the disk is
 * busy, and is written through each second. So people stay signed in when it dies; nothing is kept
 * in it whose last two seconds must not be lost.
 */
final class RedisServer {

  static final int STAGE = 10;
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private RedisServer() {}

  /** Starts it; the access is {@code redis://:password@127.0.0.1:port}. */
  static RunningServer<String> start(
      Guardian guardian, ServerBinaries binaries, Path directory, Path log, int port)
      throws IOException {
    Files.createDirectories(directory);
    String password = Secrets.in(directory.resolve("password"));
    Path configuration = directory.resolve("redis.conf");
    Directories.writePrivate(
        configuration,
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        dir ./
        save ""
        appendonly yes
        appendfsync everysec
        daemonize no
        maxmemory 256mb
        maxmemory-policy noeviction
        """
            .formatted(port, password));
    var command = List.of(binaries.redisServer().toString(), configuration.toString());
    ChildProcess child =
        guardian.start(new ChildSpec("redis", STAGE, command, Map.of(), directory, log, GRACE));
    Readiness.await(child, START, () -> answers(port, password));
    return new RunningServer<>("redis://:%s@127.0.0.1:%d".formatted(password, port), child);
  }

  /** AUTH and PING in the inline form of the protocol (RESP, "inline commands"). */
  private static boolean answers(int port, String password) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write("AUTH %s\r\nPING\r\n".formatted(password).getBytes(StandardCharsets.US_ASCII));
      return read(socket.getInputStream()).equals("+OK\r\n+PONG\r\n");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String read(InputStream answer) throws IOException {
    return new String(answer.readNBytes("+OK\r\n+PONG\r\n".length()), StandardCharsets.US_ASCII);
  }
}
