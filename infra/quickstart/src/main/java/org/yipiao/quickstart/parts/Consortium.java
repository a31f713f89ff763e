package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;

/**
 * The files of the development consortium: genesis, trust root and every member's keys, founded
 * once by the ledger node's own program.
 *
 * @param directory with {@code genesis.json}, {@code consortium.json} and {@code members}
 */
public record Consortium(Path directory) {

  private static final String FOUNDER =
      "org.yipiao.ledger.server.development.DevelopmentConsortium";

  /** The variable that names the suite of a consortium that is founded. */
  public static final String SUITE = "YIPIAO_LEDGER_SUITE";

  /** The suites that there are, the usual one first. */
  public static final List<String> SUITES = List.of("INTL", "GM");

  /** The variable that gives its validators ML-DSA-44 keys. */
  public static final String POST_QUANTUM = "YIPIAO_LEDGER_POST_QUANTUM";

  /** The variable that names the contract's version from its first block on. */
  public static final String CONTRACT = "YIPIAO_LEDGER_CONTRACT";

  /** The module whose application can found a consortium. */
  static final String MODULE = "ledger-node/server";

  /** Members that run a node, in the order of their numbers. */
  static final List<String> VALIDATORS = List.of("bureau", "agency", "insurer", "hospital-one");

  /**
   * The consortium in this directory, founded if there is none.
   *
   * @param environment names of variables and what is chosen by them
   */
  static Consortium in(
      Path directory,
      ApplicationImage ledgerNode,
      PortPlan ports,
      Path log,
      Map<String, String> environment) {
    List<Integer> gossipPorts =
        Stream.of(
                PlatformPort.GOSSIP_1,
                PlatformPort.GOSSIP_2,
                PlatformPort.GOSSIP_3,
                PlatformPort.GOSSIP_4)
            .map(ports::of)
            .toList();
    return in(directory, ledgerNode, gossipPorts, log, environment);
  }

  /**
   * The same with engines that listen at these ports, one for each validator in the order of member
   * numbers.
   */
  static Consortium in(
      Path directory,
      ApplicationImage ledgerNode,
      List<Integer> gossipPorts,
      Path log,
      Map<String, String> environment) {
    if (!Files.isDirectory(directory)) {
      found(directory, ledgerNode, gossipPorts, log, environment);
    }
    return new Consortium(directory);
  }

  /** The trust root that verifiers need. */
  public Path trustFile() {
    return directory.resolve("consortium.json");
  }

  /** The genesis file. */
  public Path genesisFile() {
    return directory.resolve("genesis.json");
  }

  /** A member's keys: {@code transaction.p12}, {@code document.p12} and others. */
  public Path keys(String member) {
    return directory.resolve("members").resolve(member);
  }

  /** The suite of a consortium that is founded: {@code INTL} unless the environment says else. */
  static String suite(Map<String, String> environment) {
    return oneOf(environment, SUITE, SUITES.getFirst(), SUITES.getLast());
  }

  /** Whether validators get ML-DSA-44 keys when it is founded: unless the environment says no. */
  static String postQuantum(Map<String, String> environment) {
    return oneOf(environment, POST_QUANTUM, "true", "false");
  }

  /** The contract's version when it is founded: 2 unless the environment says 1. */
  static String contract(Map<String, String> environment) {
    return oneOf(environment, CONTRACT, "2", "1");
  }

  private static String oneOf(
      Map<String, String> environment, String variable, String usual, String other) {
    String value = environment.getOrDefault(variable, usual);
    if (!value.equals(usual) && !value.equals(other)) {
      throw new IllegalStateException(variable + " must read " + usual + " or " + other);
    }
    return value;
  }

  private static void found(
      Path directory,
      ApplicationImage ledgerNode,
      List<Integer> gossipPorts,
      Path log,
      Map<String, String> environment) {
    String gossip = gossipPorts.stream().map(String::valueOf).collect(Collectors.joining(","));
    try {
      Files.createDirectories(log.getParent());
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  ledgerNode.classPath(),
                  FOUNDER,
                  "--out",
                  directory.toString(),
                  "--gossip-ports",
                  gossip,
                  "--suite",
                  suite(environment),
                  "--post-quantum",
                  postQuantum(environment),
                  "--contract",
                  contract(environment))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (exitOf(process) != 0) {
        throw new IllegalStateException(
            "the consortium could not be founded: %s; log: %s"
                .formatted(String.join(" ", ChildProcess.lastLines(log, 5)), log));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot found the consortium in " + directory, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while founding the consortium", interrupted);
    }
  }

  private static int exitOf(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }
}
