package org.yipiao.bff.progress;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Who in this process waits for news of whom. A listener must not block. */
@Component
class Signals {

  /** Something happened to a person's things. */
  sealed interface Signal {

    record InvoiceCame(String invoiceId) implements Signal {}

    record ClaimMoved(String claimId, String status) implements Signal {}

    /** Something may have been missed. */
    record Resync() implements Signal {}
  }

  private final ConcurrentHashMap<String, Set<Consumer<Signal>>> persons =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Set<Runnable>> claims = new ConcurrentHashMap<>();

  private volatile boolean closing;
  private volatile boolean hearing;

  /** Ends the listening. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  Listening toPerson(String person, Consumer<Signal> listener) {
    return listen(persons, person, listener);
  }

  Listening toClaim(String claimId, Runnable listener) {
    return listen(claims, claimId, listener);
  }

  private static <L> Listening listen(
      ConcurrentHashMap<String, Set<L>> all, String name, L listener) {
    all.compute(
        name,
        (_, there) -> {
          Set<L> listeners = there == null ? ConcurrentHashMap.newKeySet() : there;
          listeners.add(listener);
          return listeners;
        });
    return () ->
        all.computeIfPresent(
            name,
            (_, there) -> {
              there.remove(listener);
              return there.isEmpty() ? null : there;
            });
  }

  void toPerson(String person, Signal signal) {
    persons.getOrDefault(person, Set.of()).forEach(each -> each.accept(signal));
  }

  void toClaim(String claimId) {
    claims.getOrDefault(claimId, Set.of()).forEach(Runnable::run);
  }

  /** This process ends: its streams do too, and their pages go on at another one. */
  void close() {
    closing = true;
    resyncAll();
  }

  /** Whether events come, or would if something happened. */
  void hearing(boolean now) {
    hearing = now;
  }

  boolean isHearing() {
    return hearing;
  }

  boolean isClosing() {
    return closing;
  }

  /** Nobody knows what was missed. */
  void resyncAll() {
    persons
        .values()
        .forEach(listeners -> listeners.forEach(each -> each.accept(new Signal.Resync())));
    claims.values().forEach(listeners -> listeners.forEach(Runnable::run));
  }
}
