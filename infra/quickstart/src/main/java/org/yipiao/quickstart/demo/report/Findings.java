package org.yipiao.quickstart.demo.report;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.quickstart.drive.Tally;

/**
 * What a run has found so far. A report can be made of it at any moment, so that a run that breaks
 * off still says what it measured.
 */
public final class Findings {

  private static final int VALIDATORS = 4;

  private final Tally tally = new Tally();
  private final List<DemoReport.PaidClaim> claims = new ArrayList<>();
  private final List<DemoReport.Message> messages = new ArrayList<>();
  private final List<DemoReport.LeftOut> leftOut = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int validators;
  private @Nullable String appUrl;
  private DemoReport.@Nullable Refusal doubleClaim;
  private DemoReport.@Nullable OverClaim overClaim;
  private DemoReport.@Nullable SilentBank silentBank;
  private DemoReport.@Nullable OfflineVerification offlineVerification;
  private DemoReport.@Nullable TamperedBundle tamperedBundle;
  private DemoReport.@Nullable PersonalData personalData;
  private DemoReport.@Nullable PersonalDataInLogs personalDataInLogs;

  /** Counts of invoices and times. */
  public Tally tally() {
    return tally;
  }

  /** Where the patients' app is. */
  public void appUrl(String url) {
    appUrl = url;
  }

  /** How many validators are active now. */
  public void validators(int active) {
    validators = active;
  }

  /** The run came to its end: only then must each accepted invoice be final. */
  public void complete() {
    DemoReport.Invoices invoices = invoices();
    if (invoices.finalCount() != invoices.accepted()) {
      failed(invoices.finalCount() + " of " + invoices.accepted() + " accepted invoices are final");
    }
    if (validators != VALIDATORS) {
      failed(validators + " of " + VALIDATORS + " validators are active");
    }
  }

  private DemoReport.Invoices invoices() {
    Tally.Counts counts = tally.counts();
    return new DemoReport.Invoices(counts.accepted(), counts.verified(), counts.refused());
  }

  public void paid(DemoReport.PaidClaim claim) {
    claims.add(claim);
  }

  public void answered(DemoReport.Message message) {
    messages.add(message);
  }

  public void leftOut(DemoReport.LeftOut file) {
    leftOut.add(file);
  }

  public void failed(String what) {
    failures.add(what);
  }

  public void doubleClaim(DemoReport.Refusal refusal) {
    doubleClaim = refusal;
  }

  public void overClaim(DemoReport.OverClaim refusal) {
    overClaim = refusal;
  }

  public void silentBank(DemoReport.SilentBank payment) {
    silentBank = payment;
  }

  public void offlineVerification(DemoReport.OfflineVerification verification) {
    offlineVerification = verification;
  }

  public void tamperedBundle(DemoReport.TamperedBundle bundles) {
    tamperedBundle = bundles;
  }

  public void personalData(DemoReport.PersonalData search) {
    personalData = search;
  }

  public void personalDataInLogs(DemoReport.PersonalDataInLogs search) {
    personalDataInLogs = search;
  }

  /** All of it, with the promises that what was found breaks. */
  public DemoReport report() {
    List<String> all = new ArrayList<>(failures);
    all.addAll(tally.failures());
    DemoReport found =
        new DemoReport(
            validators,
            invoices(),
            tally.finality(),
            tally.issue(),
            claims,
            doubleClaim,
            overClaim,
            silentBank,
            offlineVerification,
            tamperedBundle,
            personalData,
            personalDataInLogs,
            messages,
            leftOut,
            all,
            appUrl);
    return found.with(Promises.brokenBy(found));
  }

  /** Message and cause, where the message alone does not say what happened. */
  public static String said(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    if (failure instanceof FileSystemException || failure instanceof Error) {
      return failure.getClass().getSimpleName() + ": " + message;
    }
    return failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null
        ? message + ": " + said(unchecked.getCause())
        : message;
  }
}
