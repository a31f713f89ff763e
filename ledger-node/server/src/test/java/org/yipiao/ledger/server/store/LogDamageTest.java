package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.server.store.StoreImages.assertDamaged;
import static org.yipiao.ledger.server.store.StoreImages.cut;
import static org.yipiao.ledger.server.store.StoreImages.log;
import static org.yipiao.ledger.server.store.StoreImages.marked;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.seeds.Seeds;

/**
 * A store's write-ahead log that is torn off, damaged or gone: the store says so and names the
 * file, or nothing that was synced is missing.
 */
class LogDamageTest {

  /** A prime: each place of a byte comes up. */
  private static final int CUT_EVERY = 1_009;

  @TempDir private Path directory;
  private final long seed = Seeds.of(this);
  private final Random random = new Random(seed);
  private StoreImages stores;

  @BeforeEach
  void write() throws IOException {
    stores = StoreImages.write(directory, random);
  }

  @Test
  void whatACrashToreOffTheEndOfTheLogLeavesWhatWasThereBefore() throws IOException {
    long marked = marked(stores.crashedFiles());
    int opened = 0;
    for (int step = 1; step < stores.lengths().size(); step++) {
      long begin = stores.lengths().get(step - 1);
      long end = stores.lengths().get(step);
      for (long cut = begin; cut <= end; cut += Math.max(1, Math.min(CUT_EVERY, end - cut))) {
        if (cut < marked) {
          continue;
        }
        Path image = stores.crashed();
        cut(log(image), cut);
        try (var store = RocksKeyValueStore.open(image)) {
          assertThat(StoreContent.of(store))
              .as("step %d, %d of bytes %d to %d", step, cut, begin, end)
              .isEqualTo(stores.contents().get(cut == end ? step : step - 1));
          opened++;
        }
      }
    }
    assertThat(opened).isGreaterThan(stores.lengths().size());
  }

  /** File systems may keep the length and lose the bytes. */
  @Test
  void anEndOfTheLogThatIsZerosLeavesWhatWasThereBefore() throws IOException {
    long marked = marked(stores.crashedFiles());
    for (int step = 1; step < stores.lengths().size(); step++) {
      if (stores.lengths().get(step - 1) < marked) {
        continue;
      }
      Path image = stores.crashed();
      cut(log(image), stores.lengths().get(step));
      byte[] bytes = Files.readAllBytes(log(image));
      Arrays.fill(bytes, stores.lengths().get(step - 1).intValue(), bytes.length, (byte) 0);
      Files.write(log(image), bytes);
      try (var store = RocksKeyValueStore.open(image)) {
        assertThat(StoreContent.of(store))
            .as("step %d", step)
            .isEqualTo(stores.contents().get(step - 1));
      }
    }
  }

  /** The last block's records too, whose lengths can be made to look as if they were torn off. */
  @Test
  void noBitOfASyncedRecordWithAnotherBehindItTurnsOverUnnoticed() throws IOException {
    byte[] sound = Files.readAllBytes(log(stores.crashedFiles()));
    int last = stores.lengths().get(stores.lengths().size() - 2).intValue();
    Path image = stores.crashed();
    String name = log(image).getFileName().toString();
    for (int i = 0; i < 400; i++) {
      int record = random.nextInt(stores.lengths().size() - 2);
      int begin = stores.lengths().get(record).intValue();
      // Half of them in the head of a record, which has its length and kind.
      int at = i % 2 == 0 ? begin + random.nextInt(7) : random.nextInt(last);
      int bit = random.nextInt(8);
      byte[] turned = sound.clone();
      turned[at] ^= (byte) (1 << bit);
      Files.write(log(image), turned);
      assertDamaged(image, name, "seed %d, byte %d, bit %d".formatted(seed, at, bit));
    }
    Files.write(log(image), sound);
    try (var store = RocksKeyValueStore.open(image)) {
      assertThat(StoreContent.of(store)).isEqualTo(stores.contents().getLast());
    }
  }

  @Test
  void afterAStopNoBitOfTheLogTurnsOverUnnoticedAndNoByteIsCutOff() throws IOException {
    byte[] sound = Files.readAllBytes(log(stores.stoppedFiles()));
    Path image = stores.stopped();
    String name = log(image).getFileName().toString();
    for (int i = 0; i < 100; i++) {
      byte[] turned = sound.clone();
      int at = sound.length - 1 - random.nextInt(600);
      turned[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(log(image), turned);
      assertDamaged(image, name, "seed %d, byte %d".formatted(seed, at));
    }
    Files.write(log(image), Arrays.copyOf(sound, sound.length - 1));
    assertDamaged(image, name, "cut off");
    Files.delete(image.resolve(name));
    assertDamaged(image, name, "missing");
  }
}
