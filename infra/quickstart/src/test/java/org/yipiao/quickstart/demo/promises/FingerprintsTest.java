package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  @Test
  void holdsWhatWasAddedAndNothingElseHoweverFarItGrows() {
    Random random = new Random(5);
    Fingerprints fingerprints = new Fingerprints();
    Set<Long> added = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      long number = random.nextInt(3) == 0 ? random.nextInt(1_000) : random.nextLong();
      assertThat(fingerprints.add(number)).isEqualTo(added.add(number));
    }
    assertThat(fingerprints.size()).isEqualTo(added.size());
    assertThat(added).allMatch(fingerprints::contains);
    for (int i = 0; i < 50_000; i++) {
      long number = random.nextLong();
      assertThat(fingerprints.contains(number)).isEqualTo(added.contains(number));
    }
  }

  @Test
  void holdsZeroLikeAnyOtherNumber() {
    Fingerprints fingerprints = new Fingerprints();
    assertThat(fingerprints.contains(0)).isFalse();
    assertThat(fingerprints.add(0)).isTrue();
    assertThat(fingerprints.add(0)).isFalse();
    assertThat(fingerprints.contains(0)).isTrue();
    assertThat(fingerprints.size()).isEqualTo(1);
  }
}
