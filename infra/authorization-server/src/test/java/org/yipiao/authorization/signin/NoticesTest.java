package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What owners are told is sent, or missed by somebody. */
class NoticesTest {

  private static final PhoneNumber PHONE = new PhoneNumber("+8613800138000");
  private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ZERO);

  private final Logger logger = (Logger) LoggerFactory.getLogger(Notices.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final AtomicInteger tries = new AtomicInteger();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
  }

  private void failTimes(int times, String text) {
    if (tries.incrementAndGet() <= times) {
      throw new IllegalStateException("cannot reach 13800138000");
    }
    sent.add(text);
  }

  private String said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList().toString();
  }

  @Test
  void isTriedAgainWhereTheServiceFails() {
    new Notices((_, text) -> failTimes(2, text), PAUSES, 1).tell(PHONE, "told");
    await().until(() -> sent.equals(List.of("told")));
    assertThat(said()).doesNotContain("was not told");
  }

  @Test
  void saysSoOnceItIsGivenUpAndNamesNobody() {
    new Notices((_, text) -> failTimes(3, text), PAUSES, 1).tell(PHONE, "told");
    await().until(() -> said().contains("an owner was not told that a browser was signed in"));
    assertThat(tries).hasValue(3);
    assertThat(sent).isEmpty();
    assertThat(said()).doesNotContain("13800138000", "told that a browser was signed in: told");
  }

  @Test
  void saysSoWhereTooManyWait() {
    var answers = new CompletableFuture<Void>();
    var notices =
        new Notices(
            (_, text) -> {
              answers.join();
              sent.add(text);
            },
            PAUSES,
            2);
    for (int i = 0; i < 3; i++) {
      notices.tell(PHONE, "told");
    }
    assertThat(said()).contains("too many notices wait");
    answers.complete(null);
    await().until(() -> sent.size() == 2);
  }
}
