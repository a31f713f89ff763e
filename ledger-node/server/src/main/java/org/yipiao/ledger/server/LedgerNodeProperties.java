package org.yipiao.ledger.server;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a ledger node runs.
 *
 * @param directory where the node keeps its store and its engine; never restored from a backup. A
 *     text, because a path would be resolved as a resource of the servlet container
 * @param member this validator's number in the genesis
 * @param genesisFile the ledger's genesis file
 * @param trustFile the trust root, consortium.json
 * @param keysDirectory folder with log.p12, cosign.p12 and engine.p12 and their password files
 * @param peers HTTP addresses of the other validators' nodes, for fetching missed blocks
 * @param engine how the ordering engine runs
 * @param kafka where final blocks are published
 */
@Validated
@ConfigurationProperties("yipiao.ledger")
public record LedgerNodeProperties(
    @NotBlank String directory,
    @Min(1) int member,
    @NotBlank String genesisFile,
    @NotBlank String trustFile,
    @NotBlank String keysDirectory,
    @NotNull @DefaultValue List<URI> peers,
    @Valid @NotNull @DefaultValue Engine engine,
    @Valid @NotNull @DefaultValue Kafka kafka) {

  public LedgerNodeProperties {
    peers = List.copyOf(peers);
  }

  /**
   * The ordering engine's settings.
   *
   * @param observingStatusDelay how long the engine only listens after a start
   * @param saveStatePeriod time between two saved states
   * @param creationRate events per second at most
   * @param logRetention how long the engine's event log is kept at least
   * @param listenOnAllInterfaces whether peers are accepted on every interface
   * @param restWhenIdle whether the engine stops making events while nothing is to be ordered;
   *     without it an idle node uses about a quarter of a core
   * @param addresses host:port by member number, where a validator is reached at another address
   *     than the genesis names
   */
  public record Engine(
      @NotNull @DefaultValue("10s") Duration observingStatusDelay,
      @NotNull @DefaultValue("30s") Duration saveStatePeriod,
      @Min(1) @Max(1000) @DefaultValue("60") int creationRate,
      @NotNull @DefaultValue("1h") Duration logRetention,
      @DefaultValue("true") boolean listenOnAllInterfaces,
      @DefaultValue("true") boolean restWhenIdle,
      @NotNull @DefaultValue Map<Integer, String> addresses) {

    public Engine {
      addresses = Map.copyOf(addresses);
    }
  }

  /**
   * The publisher of final blocks; one node of an organisation has it.
   *
   * @param publish whether this node publishes
   * @param bootstrapServers host:port, comma-separated
   * @param topic one partition keeps the blocks in order
   */
  public record Kafka(
      @DefaultValue("false") boolean publish,
      @NotBlank @DefaultValue("127.0.0.1:9092") String bootstrapServers,
      @NotBlank @DefaultValue("ledger.blocks.v1") String topic) {}

  Path storeDirectory() {
    return absolute(directory).resolve("store");
  }

  Path engineDirectory() {
    return absolute(directory).resolve("engine");
  }

  static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
