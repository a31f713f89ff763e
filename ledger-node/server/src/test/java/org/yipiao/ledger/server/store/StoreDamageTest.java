package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;
import static org.yipiao.ledger.server.store.StoreImages.assertDamaged;
import static org.yipiao.ledger.server.store.StoreImages.cut;
import static org.yipiao.ledger.server.store.StoreImages.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.seeds.Seeds;

/**
 * Files of a store that are damaged, cut off or gone: the store says so and names the file, or
 * nothing that was synced is missing.
 */
class StoreDamageTest {

  /** A prime: each bit of a byte comes up. */
  private static final int OPENED_EVERY = 397;

  @TempDir private Path directory;
  private final long seed = Seeds.of(this);
  private final Random random = new Random(seed);
  private StoreImages stores;

  @BeforeEach
  void write() throws IOException {
    stores = StoreImages.write(directory, random);
  }

  @Test
  void aFlippedBitAnywhereIsNoticedAndNamedOrHarmless() throws IOException {
    Set<String> noticedIn = new HashSet<>();
    for (Path file : files(stores.stoppedFiles())) {
      for (int i = 0; i < 6; i++) {
        Path image = stores.stopped();
        String name = file.getFileName().toString();
        byte[] bytes = Files.readAllBytes(image.resolve(name));
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(image.resolve(name), bytes);
        if (noticed(image, "seed %d, %s, byte %d".formatted(seed, name, at))) {
          noticedIn.add(name.replaceAll("[0-9]", ""));
        }
      }
    }
    assertThat(noticedIn).as("seed %d", seed).contains(".log", ".sst", "MANIFEST-");
  }

  private boolean noticed(Path image, String what) {
    try (var store = RocksKeyValueStore.open(image)) {
      assertThat(StoreContent.of(store)).as(what).isEqualTo(stores.contents().getLast());
      return false;
    } catch (StoreFailure e) {
      assertThat(e.kind()).as(what + ": " + e.getMessage()).isEqualTo(StoreFailure.Kind.DAMAGED);
      assertThat(e.file()).as(what + ": " + e.getMessage()).isPresent();
      return true;
    } catch (RuntimeException e) {
      return fail(what + ": not by its name", e);
    }
  }

  @Test
  void noBitOfTheListOfFilesTurnsOverUnnoticed() throws IOException {
    Path image = stores.stopped();
    Path list = image.resolve(Files.readString(image.resolve("CURRENT")).strip());
    byte[] sound = Files.readAllBytes(list);
    for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
      byte[] turned = sound.clone();
      turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(list, turned);
      assertThat(catchThrowable(() -> StoreMark.check(image)))
          .as("bit %d", bit)
          .hasMessageContaining("MANIFEST");
      if (bit % OPENED_EVERY == 0) {
        assertDamaged(image, list.getFileName().toString(), "bit " + bit);
      }
    }
    Files.write(list, Arrays.copyOf(sound, sound.length - 1));
    assertDamaged(image, list.getFileName().toString(), "cut off");
  }

  @Test
  void filesThatAreGoneOrCutOffAreNamed() throws IOException {
    for (Path file : files(stores.stoppedFiles())) {
      String name = file.getFileName().toString();
      if (name.endsWith(".mark")) {
        continue;
      }
      Path without = stores.stopped();
      Files.delete(without.resolve(name));
      assertDamaged(without, name, name + " is missing");
      if (name.equals("CURRENT")) {
        Files.delete(without.resolve(StoreMark.NAME));
        assertDamaged(without, name, "CURRENT and the mark are missing");
        continue;
      }
      Path shorter = stores.stopped();
      cut(shorter.resolve(name), Files.size(file) / 2);
      assertDamaged(shorter, name, name + " is cut off");
    }
  }

  @Test
  void damageThatIsMetLaterStopsAllWriting() throws IOException {
    Path image = stores.stopped();
    try (var store = RocksKeyValueStore.open(image)) {
      for (Path file : files(image)) {
        if (file.getFileName().toString().endsWith(".sst")) {
          byte[] bytes = Files.readAllBytes(file);
          bytes[20] ^= 1;
          Files.write(file, bytes);
        }
      }
      assertThat(catchThrowable(store::verify)).isInstanceOf(StoreFailure.class);
      var met = store.failure().orElseThrow();
      assertThat(met.kind()).isEqualTo(StoreFailure.Kind.DAMAGED);
      assertThat(met.file()).hasValueSatisfying(name -> assertThat(name).endsWith(".sst"));
      assertThat(catchThrowable(() -> StoreImages.put(store, 1, new byte[1])))
          .isInstanceOf(StoreFailure.class)
          .hasMessage(met.getMessage());
    }
  }

  @Test
  void aStoreWithoutAMarkOpensAndGetsOne() throws IOException {
    Path image = stores.stopped();
    Files.delete(image.resolve(StoreMark.NAME));
    try (var store = RocksKeyValueStore.open(image)) {
      assertThat(StoreContent.of(store)).isEqualTo(stores.contents().getLast());
      assertThat(image.resolve(StoreMark.NAME)).exists();
    }
  }

  @Test
  void readingAStoreChangesNothingOfIt() throws IOException {
    Path image = stores.crashed();
    List<String> before = bytes(image);
    try (var store = RocksKeyValueStore.openToRead(image)) {
      assertThat(StoreContent.of(store)).isEqualTo(stores.contents().getLast());
      store.verify();
    }
    assertThat(bytes(image)).isEqualTo(before);
  }

  private static List<String> bytes(Path store) throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : files(store)) {
      all.add(file.getFileName() + " " + Arrays.hashCode(Files.readAllBytes(file)));
    }
    return all;
  }
}
