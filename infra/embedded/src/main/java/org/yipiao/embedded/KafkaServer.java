package org.yipiao.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.ChildSpec;
import org.yipiao.embedded.process.Guardian;

/**
 * Kafka 4.2 as a single broker and KRaft controller in a JVM of its own, so that its libraries stay
 * off everybody's classpath. The access is its bootstrap address.
 *
 * <p>There is no second replica, so an acknowledged record must be on disk: each append is flushed
 * ({@code log.flush.interval.messages=1}).
 */
final class KafkaServer {

  static final int STAGE = 10;

  /** Any 16 bytes in base64url do; fixed so that data and configuration always agree. */
  private static final String CLUSTER_ID = "eWlwaWFvLWthZmthLTAwMQ";

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private KafkaServer() {}

  /** Starts it over its data, which is formatted at the first start. */
  static RunningServer<String> start(
      Guardian guardian,
      ServerBinaries binaries,
      Path directory,
      Path log,
      int port,
      int controllerPort)
      throws IOException {
    Files.createDirectories(directory);
    Path configuration = directory.resolve("server.properties");
    Files.writeString(configuration, configuration(port, controllerPort));
    Path data = directory.resolve("data");
    if (!Files.exists(data.resolve("meta.properties"))) {
      var format =
          new ArrayList<String>(java(binaries, "64m", List.of(), "kafka.tools.StorageTool"));
      format.addAll(List.of("format", "--ignore-formatted", "-t", CLUSTER_ID));
      format.addAll(List.of("-c", configuration.toString()));
      ChildProcess child =
          guardian.start(
              new ChildSpec("kafka-format", STAGE, format, Map.of(), directory, log, GRACE));
      if (!child.awaitExit(START) || child.onExit().join() != 0) {
        throw new ServerStartException("kafka", "formatting failed", child.lastLines(8), log);
      }
      child.stop();
    }
    var command =
        new ArrayList<String>(
            java(binaries, "256m", binaries.kafkaCache().options(true), "kafka.Kafka"));
    command.add(configuration.toString());
    ChildProcess child =
        guardian.start(new ChildSpec("kafka", STAGE, command, Map.of(), directory, log, GRACE));
    Readiness.await(child, START, () -> Ports.accepts(port) && hasStarted(child));
    return new RunningServer<>("127.0.0.1:" + port, child);
  }

  /** The listener is open before the broker has registered; its log says when it serves. */
  private static boolean hasStarted(ChildProcess child) {
    return child.lastLines(200).stream()
        .anyMatch(line ->
            line.contains("started (kafka.server.KafkaRaftServer)")
                || line.contains("Kafka Server started"));
  }

  private static List<String> java(
      ServerBinaries binaries, String heap, List<String> cache, String mainClass) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("-Xmx" + heap);
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(cache);
    command.addAll(ServerBinaries.KAFKA_MODULES);
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info"));
    command.addAll(List.of("-cp", binaries.kafkaClassPath(), mainClass));
    return command;
  }

  private static String configuration(int port, int controllerPort) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=PLAINTEXT
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=./data
    num.partitions=4
    log.flush.interval.messages=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    log.cleaner.dedupe.buffer.size=16777216
    num.network.threads=2
    num.io.threads=4
    background.threads=2
    """
        .formatted(port, controllerPort);
  }
}
