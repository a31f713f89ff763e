package org.yipiao.ledger.server.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentConsortium.Choices;
import org.yipiao.ledger.server.node.EarlierDirectory;
import org.yipiao.ledger.server.node.SimulatedConsortium;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.publishing.BlockPublisher;
import org.yipiao.ledger.server.publishing.BlockSink;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.RocksKeyValueStore;

/** Nothing is written to a store that has no fixture. */
class StoreFormatsTest {

  /** Their entries are the contract's, which has fixtures of each table and of the map's nodes. */
  private static final Set<Family> OF_THE_CONTRACT = Set.of(Family.ROWS, Family.MAP);

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern NAME = Pattern.compile("Keys\\.name\\(\"([a-z-]+)\"\\)");
  private static final Pattern NAMES = Pattern.compile("Keys\\.name\\(([A-Z]+) \\+");
  private static final int A_NODE = 1;

  @TempDir Path directory;

  @Test
  void everyFamilyHasAFixture() {
    Set<String> due =
        Arrays.stream(Family.values())
            .filter(family -> family != Family.META && !OF_THE_CONTRACT.contains(family))
            .map(family -> "store-" + family.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.toSet());
    assertThat(
            Fixture.names().stream()
                .filter(name -> name.startsWith("store-") && !name.startsWith("store-meta-")))
        .containsExactlyInAnyOrderElementsOf(due);
  }

  @Test
  void everyNameOfTheFamilyMetaInTheSourcesHasAFixture() throws IOException {
    Set<String> due = new TreeSet<>();
    Arrays.stream(Chain.Entry.values())
        .map(entry -> new String(entry.key(), StandardCharsets.US_ASCII))
        .forEach(due::add);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        due.addAll(namesIn(Files.readString(file)));
      }
    }
    assertThat(fixturesOfMeta()).containsExactlyInAnyOrderElementsOf(due);
  }

  private static Set<String> namesIn(String source) {
    Set<String> found = new TreeSet<>();
    NAME.matcher(source).results().map(match -> match.group(1)).forEach(found::add);
    for (MatchResult use : NAMES.matcher(source).results().toList()) {
      var stem = Pattern.compile(use.group(1) + " = \"([a-z-]+)-\";").matcher(source);
      assertThat(stem.find()).as(use.group()).isTrue();
      found.add(stem.group(1));
    }
    return found;
  }

  private static Set<String> fixturesOfMeta() {
    return Fixture.names().stream()
        .filter(name -> name.startsWith("store-meta-"))
        .map(name -> name.substring("store-meta-".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What nodes really leave: of entries of one size, the size is that of their fixture. */
  @Test
  void whatNodesWriteIsWhatTheFixturesHave() throws Exception {
    var consortium =
        new SimulatedConsortium(
            directory, 5, SimulatedConditions.calm(), 2, Choices.withPostQuantumKeys());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(A_NODE);
    consortium.makeBlocks(0, 3);
    var node = consortium.node(A_NODE);
    try (var publisher = new BlockPublisher(node, () -> NOWHERE)) {
      assertThat(publisher.publishNext()).isTrue();
    }
    compare(node.chain().store());
  }

  @Test
  void whatEarlierVersionsWroteIsWhatTheFixturesHave() throws Exception {
    for (String version : EarlierDirectory.ALL) {
      var earlier = EarlierDirectory.unpacked(version, directory.resolve(version));
      try (var store = RocksKeyValueStore.openToRead(earlier.store())) {
        compare(store);
      }
    }
  }

  private static final BlockSink NOWHERE =
      new BlockSink() {
        @Override
        public void publish(long height, byte[] event) {
          // Acknowledged and forgotten.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  private static void compare(KeyValueStore store) {
    Set<String> known = fixturesOfMeta();
    for (var entry : store.range(Family.META, new byte[0], null, Integer.MAX_VALUE)) {
      String name = new String(entry.key(), StandardCharsets.US_ASCII).replaceFirst("-[0-9]+$", "");
      assertThat(known).contains(name);
      if (!Set.of("head", "divergence", "gaps", "post-quantum-note").contains(name)) {
        assertThat(entry.value()).as(name).hasSameSizeAs(StoredEntry.value("meta-" + name));
      }
    }
    for (Family family : Set.of(Family.COSIGNATURES, Family.TRANSACTIONS, Family.ORDER_HASHES)) {
      String name = family.name().toLowerCase(Locale.ROOT).replace('_', '-');
      for (var entry : store.range(family, new byte[0], null, Integer.MAX_VALUE)) {
        assertThat(entry.key()).as(name).hasSameSizeAs(StoredEntry.key(name));
        assertThat(entry.value()).as(name).hasSameSizeAs(StoredEntry.value(name));
      }
    }
  }
}
