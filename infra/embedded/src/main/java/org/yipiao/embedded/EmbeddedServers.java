package org.yipiao.embedded;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.Guardian;

/**
 * MariaDB, Redis and Kafka, each a child process on 127.0.0.1 or, where {@link ExternalServers}
 * names one, a server of somebody else's that is only used.
 */
public final class EmbeddedServers implements AutoCloseable {

  private final ServerSlot<MySqlAccess> mariaDb;
  private final ServerSlot<String> redis;
  private final ServerSlot<String> kafka;

  private EmbeddedServers(Config config) {
    var taken = new HashSet<Integer>();
    int mysqlPort = port(config.mysqlPort(), taken);
    int redisPort = port(config.redisPort(), taken);
    int kafkaPort = port(config.kafkaPort(), taken);
    int controllerPort = Ports.anyFree(taken);
    mariaDb =
        new ServerSlot<>(
            "mariadb",
            config.external().mysql(),
            () ->
                MariaDbServer.start(
                    config.guardian(),
                    config.binaries(),
                    config.directory().resolve("mariadb"),
                    config.logs().resolve("mariadb.log"),
                    mysqlPort,
                    config.databases()));
    redis =
        new ServerSlot<>(
            "redis",
            config.external().redisUrl(),
            () ->
                RedisServer.start(
                    config.guardian(),
                    config.binaries(),
                    config.directory().resolve("redis"),
                    config.logs().resolve("redis.log"),
                    redisPort));
    kafka =
        new ServerSlot<>(
            "kafka",
            config.external().kafkaBootstrapServers(),
            () ->
                KafkaServer.start(
                    config.guardian(),
                    config.binaries(),
                    config.directory().resolve("kafka"),
                    config.logs().resolve("kafka.log"),
                    kafkaPort,
                    controllerPort));
  }

  /**
   * What to start.
   *
   * @param guardian starts the processes and ends them with whom they belong to
   * @param binaries the programs
   * @param directory data of the servers, made at the first start
   * @param logs directory of {@code mariadb.log}, {@code redis.log}, {@code kafka.log}
   * @param mysqlPort 0 = any free one
   * @param redisPort 0 = any free one
   * @param kafkaPort 0 = any free one
   * @param databases databases to be there, each with its own account
   * @param external servers to use instead
   */
  public record Config(
      Guardian guardian,
      ServerBinaries binaries,
      Path directory,
      Path logs,
      int mysqlPort,
      int redisPort,
      int kafkaPort,
      List<DatabaseAccount> databases,
      ExternalServers external) {

    /** Makes the paths absolute: the processes run in directories of their own. */
    public Config {
      directory = directory.toAbsolutePath();
      logs = logs.toAbsolutePath();
      databases = List.copyOf(databases);
    }
  }

  /**
   * Starts all three at the same time and returns when each answers.
   *
   * @throws ServerStartException when one does not; the others are stopped
   */
  public static EmbeddedServers start(Config config) {
    EmbeddedServers servers = of(config);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<?>[] starts =
          servers
              .slots()
              .map(slot -> CompletableFuture.runAsync(slot::start, threads))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(starts).join();
    } catch (CompletionException failure) {
      servers.close();
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
    config.external().mysql().ifPresent(mysql -> config.databases().forEach(mysql::create));
    return servers;
  }

  /** The three with their ports chosen, none of them started: see {@link #start(String)}. */
  public static EmbeddedServers of(Config config) {
    return new EmbeddedServers(config);
  }

  /** The server of the MySQL protocol. */
  public MySqlAccess mysql() {
    return mariaDb.access();
  }

  /** {@code redis://[:password@]host:port}. */
  public String redisUrl() {
    return redis.access();
  }

  /** Kafka's {@code host:port}, several separated by commas. */
  public String kafkaBootstrapServers() {
    return kafka.access();
  }

  /**
   * The processes started here, {@code mariadb}, {@code redis}, {@code kafka}; no external ones.
   */
  public List<ChildProcess> processes() {
    return slots().flatMap(slot -> slot.process().stream()).toList();
  }

  /** Names of those that are ours to start; no external ones. */
  public List<String> names() {
    return slots().filter(slot -> !slot.isExternal()).<String>map(ServerSlot::name).toList();
  }

  /**
   * Starts one server, for the first time or again after its end, and waits until it answers; port
   * and data stay the same.
   *
   * @param name one of {@link #names}
   * @throws ServerStartException when it does not come up
   */
  public ChildProcess start(String name) {
    ServerSlot<?> slot =
        slots()
            .filter(candidate -> candidate.name().equals(name) && !candidate.isExternal())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no server of ours: " + name));
    slot.stop();
    slot.start();
    return slot.process().orElseThrow();
  }

  /** Stops all three at the same time; data stays. */
  @Override
  public void close() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      slots().forEach(slot -> threads.execute(slot::stop));
    }
  }

  private Stream<ServerSlot<?>> slots() {
    return Stream.of(mariaDb, redis, kafka);
  }

  private static int port(int wanted, Set<Integer> taken) {
    if (wanted == 0) {
      return Ports.anyFree(taken);
    }
    taken.add(wanted);
    return wanted;
  }
}
