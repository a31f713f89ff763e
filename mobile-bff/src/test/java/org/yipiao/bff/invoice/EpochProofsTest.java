package org.yipiao.bff.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EpochProofsTest {

  private static final Path GOLDEN =
      Path.of("../invoice-service/document/src/test/resources/golden/bundle-epochs.json");

  private final List<String> changes = changes();
  private final Deque<Optional<List<EpochChange>>> answers = new ArrayDeque<>();
  private final AtomicLong nanos = new AtomicLong();
  private final EpochProofs proofs = new EpochProofs(answers::remove, nanos::get);

  private static List<String> changes() {
    try {
      JsonNode golden = JsonMapper.shared().readTree(Files.readString(GOLDEN));
      return List.of(
          golden.path("changes").path(0).asString(), golden.path("changes").path(1).asString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static EpochChange change(String text) {
    return EpochChange.decode(Base64.getDecoder().decode(text));
  }

  private Optional<List<EpochChange>> proving(int count) {
    return Optional.of(changes.subList(0, count).stream().map(EpochProofsTest::change).toList());
  }

  @Test
  void nodesAreAskedOnceForWhatIsNew() {
    assertThat(proofs.page(1, 0)).isEqualTo(new EpochPage(List.of(), 0));
    answers.add(proving(1));
    assertThat(proofs.page(1, 1)).isEqualTo(new EpochPage(changes.subList(0, 1), 1));
    assertThat(proofs.page(2, 1)).isEqualTo(new EpochPage(List.of(), 1));
    answers.add(proving(2));
    assertThat(proofs.page(1, 2)).isEqualTo(new EpochPage(changes, 2));
    assertThat(proofs.page(2, 2)).isEqualTo(new EpochPage(changes.subList(1, 2), 2));
    assertThat(proofs.page(-7, 2)).isEqualTo(new EpochPage(changes, 2));
    assertThat(proofs.page(Long.MAX_VALUE, 2)).isEqualTo(new EpochPage(List.of(), 2));
  }

  @Test
  void nodesThatGiveNothingAreNotAskedAgainAtOnceAndWhatIsKnownStays() {
    answers.add(proving(1));
    proofs.page(1, 1);
    answers.add(Optional.empty());
    assertThat(proofs.page(1, 2)).isEqualTo(new EpochPage(changes.subList(0, 1), 1));
    nanos.addAndGet(EpochProofs.PAUSE.toNanos() - 1);
    assertThat(proofs.page(1, 2)).isEqualTo(new EpochPage(changes.subList(0, 1), 1));
    nanos.incrementAndGet();
    answers.add(proving(2));
    assertThat(proofs.page(1, 2)).isEqualTo(new EpochPage(changes, 2));
    assertThat(answers).isEmpty();
  }

  @Test
  void aPageHasAtMostSixteen() {
    answers.add(Optional.of(Collections.nCopies(20, change(changes.getFirst()))));
    EpochPage page = proofs.page(3, 20);
    assertThat(page.changes()).hasSize(EpochPage.MOST);
    assertThat(page.last()).isEqualTo(20);
    assertThat(proofs.page(19, 20).changes()).hasSize(2);
  }
}
