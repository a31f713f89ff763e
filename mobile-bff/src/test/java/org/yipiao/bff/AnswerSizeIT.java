package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.bff.SessionLifeIT.newPerson;
import static org.yipiao.bff.TestPage.json;
import static org.yipiao.bff.TestPage.refused;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of what services behind answer is read. */
class AnswerSizeIT {

  private static final int LARGEST = 100_000;

  @TempDir private Path directory;
  private FarServices far;
  private RunningBff running;
  private TestPage page;

  @BeforeEach
  void start() throws Exception {
    far = new FarServices();
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.upstream.most-answer-bytes", Integer.toString(LARGEST));
    settings.put("yipiao.bff.upstream.most-bytes-of-all-answers", Integer.toString(2 * LARGEST));
    settings.put("yipiao.bff.cache.fresh", "0s");
    running = new RunningBff(directory, settings);
    page = running.page().signedIn(running.oauth(), newPerson());
  }

  @AfterEach
  void stop() {
    running.close();
    far.close();
  }

  private double bytesHeld() {
    return running
        .service()
        .getBean(MeterRegistry.class)
        .get("yipiao.bff.answer.bytes")
        .gauge()
        .value();
  }

  @Test
  void saysSoWhenAnAnswerIsTooLargeAndHoldsItAgainstNobody() throws Exception {
    far.padding = LARGEST;
    for (int i = 0; i < 20; i++) {
      var problem = refused(page.get("/api/claims"), 502, "ANSWER_TOO_LARGE");
      assertThat(problem.path("detail").asString("")).contains(Integer.toString(LARGEST));
    }
    far.padding = LARGEST / 2;
    assertThat(page.get("/api/claims").statusCode()).isEqualTo(200);
    assertThat(bytesHeld()).isZero();
  }

  @Test
  void readsNoMoreOfAllAnswersThanMayBe(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.upstream.most-answer-bytes", Integer.toString(LARGEST));
    settings.put("yipiao.bff.upstream.most-bytes-of-all-answers", Integer.toString(LARGEST / 2));
    try (var alone = new RunningBff(own, settings)) {
      var other = alone.page().signedIn(alone.oauth(), newPerson());
      far.padding = LARGEST / 2;
      var full = other.get("/api/claims");
      refused(full, 503, "UNAVAILABLE");
      assertThat(full.headers().firstValue("Retry-After")).contains("1");
      far.padding = 0;
      assertThat(other.get("/api/claims").statusCode()).isEqualTo(200);
    }
  }

  /** The register gives as many as its own limit allows; nobody has to ask ten times. */
  @Test
  void asksForAllInvoicesThatAreShownAtOnce() throws Exception {
    assertThat(json(page.get("/api/home")).path("invoices").path("stale").asBoolean(true))
        .isFalse();
    assertThat(far.listed).hasSize(1).allMatch(query -> query.contains("limit=2000"));
  }
}
