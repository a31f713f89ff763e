package org.yipiao.quickstart.drive.phone;

import java.time.Instant;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * A person's events out of the lines of their stream (WHATWG HTML, section 9.2), for many streams
 * at a time: no thread waits for the next line. Each event has one line of data.
 */
final class PersonEvents implements Flow.Subscriber<String> {

  private final Consumer<PersonEvent> listener;
  private String kind = "";
  private String data = "";

  PersonEvents(Consumer<PersonEvent> listener) {
    this.listener = listener;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith("event:")) {
      kind = line.substring("event:".length()).strip();
    } else if (line.startsWith("data:")) {
      data = line.substring("data:".length()).strip();
    } else if (line.isEmpty() && !kind.isEmpty()) {
      listener.accept(new PersonEvent(kind, data, Instant.now()));
      kind = "";
      data = "";
    }
  }

  @Override
  public void onError(Throwable broken) {
    // Whoever listens learns it from the answer.
  }

  @Override
  public void onComplete() {
    // As above.
  }
}
