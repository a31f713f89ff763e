package org.yipiao.quickstart.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what happened to the invoices of a run; safe for many threads. */
final class Tally {

  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> finalityMillis = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> issueMillis = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> secrets = new ConcurrentLinkedQueue<>();

  void accepted() {
    accepted.incrementAndGet();
  }

  void refused() {
    refused.incrementAndGet();
  }

  void verified(VerifiedInvoice invoice) {
    verified.incrementAndGet();
    finalityMillis.add(invoice.finalityMillis());
    issueMillis.add(invoice.issueMillis());
  }

  void failed(String what) {
    failures.add(what);
  }

  /** Remembers what was planted, to search the ledger for it later. */
  void planted(Bill bill) {
    secrets.addAll(bill.secrets());
  }

  DemoReport.Invoices invoices() {
    return new DemoReport.Invoices(accepted.get(), verified.get(), refused.get());
  }

  Percentiles finality() {
    return Percentiles.of(finalityMillis);
  }

  Percentiles issue() {
    return Percentiles.of(issueMillis);
  }

  List<String> failures() {
    return new ArrayList<>(failures);
  }

  List<String> secrets() {
    return new ArrayList<>(secrets);
  }
}
