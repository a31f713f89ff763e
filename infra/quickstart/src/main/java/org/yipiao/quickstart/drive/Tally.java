package org.yipiao.quickstart.drive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what happened to the invoices of a run; safe for many threads. */
public final class Tally {

  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> finalityMillis = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> issueMillis = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

  public void accepted() {
    accepted.incrementAndGet();
  }

  public void refused() {
    refused.incrementAndGet();
  }

  public void verified(VerifiedInvoice invoice) {
    verified.incrementAndGet();
    finalityMillis.add(invoice.finalityMillis());
    issueMillis.add(invoice.issueMillis());
  }

  public void failed(String what) {
    failures.add(what);
  }

  /**
   * How far the invoices of a run are.
   *
   * @param accepted answered with a number
   * @param verified of those, with a proof that the driver itself has checked
   * @param refused answered with a refusal
   */
  public record Counts(int accepted, int verified, int refused) {}

  public Counts counts() {
    return new Counts(accepted.get(), verified.get(), refused.get());
  }

  public Percentiles finality() {
    return Percentiles.of(finalityMillis);
  }

  public Percentiles issue() {
    return Percentiles.of(issueMillis);
  }

  public List<String> failures() {
    return new ArrayList<>(failures);
  }
}
