package org.yipiao.quickstart.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.quickstart.drive.Percentiles;

/**
 * What a run of the demonstration measured and checked; written as one JSON object. Amounts in fen,
 * times in milliseconds. Every figure comes out of the run.
 *
 * @param validators validators that were active at the end
 * @param finalityMillis a node's accept to a verified proof in the reporter's hands
 * @param issueMillis message handed to the gateway to the same point
 * @param claims the thread's paid claims alone: paid by the word of claims-service, by one transfer
 *     in the bank's own book and by one settlement on the ledger
 * @param messages one entry for each HL7 message of {@code --hl7}
 * @param leftOut what lies in that folder and holds no message
 * @param failures every promise that did not hold, in words; empty when the run succeeded
 * @param appUrl where the patients' app is while the platform runs; null when none was started
 */
public record DemoReport(
    int validators,
    Invoices invoices,
    Percentiles finalityMillis,
    Percentiles issueMillis,
    List<PaidClaim> claims,
    @Nullable Refusal doubleClaim,
    @Nullable OverClaim overClaim,
    @Nullable SilentBank silentBank,
    @Nullable OfflineVerification offlineVerification,
    @Nullable TamperedBundle tamperedBundle,
    @Nullable PersonalData personalDataOnLedger,
    @Nullable PersonalDataInLogs personalDataInLogs,
    List<Message> messages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LeftOut> leftOut,
    List<String> failures,
    @Nullable String appUrl) {

  public DemoReport {
    claims = List.copyOf(claims);
    messages = List.copyOf(messages);
    leftOut = List.copyOf(leftOut);
    failures = List.copyOf(failures);
  }

  /** This report with further failures. */
  DemoReport with(List<String> further) {
    List<String> all = new ArrayList<>(failures);
    all.addAll(further);
    return new DemoReport(
        validators,
        invoices,
        finalityMillis,
        issueMillis,
        claims,
        doubleClaim,
        overClaim,
        silentBank,
        offlineVerification,
        tamperedBundle,
        personalDataOnLedger,
        personalDataInLogs,
        messages,
        leftOut,
        all,
        appUrl);
  }

  /**
   * @param accepted answered with a number
   * @param finalCount of those, proof checked by the reporter itself
   * @param refused AE, AR or 4xx
   */
  public record Invoices(int accepted, @JsonProperty("final") int finalCount, int refused) {}

  public record PaidClaim(
      String payer,
      String invoice,
      long invoiceTotalFen,
      long amountFen,
      String status,
      long submittedToPaidMillis) {}

  public record Refusal(String status, String code) {}

  /**
   * @param remainingFen what the refusal named as left
   */
  public record OverClaim(String status, String code, long askedFen, long remainingFen) {}

  /**
   * @param silentMillis how long the bank said nothing
   * @param reservationExpiryMillis from the reservation's consensus time to its expiry, both as on
   *     the ledger; long past by then
   * @param secondPayer what the second payer was told in between
   * @param bankTransfers how often the bank executed the payment: once
   */
  public record SilentBank(
      String status,
      long amountFen,
      long silentMillis,
      long reservationExpiryMillis,
      Refusal secondPayer,
      int bankTransfers) {}

  public record OfflineVerification(String bundle, String trust, String result) {}

  /**
   * @param rejected for the reason that the change must give
   * @param firstReason of the first of those
   */
  public record TamperedBundle(int cases, int rejected, String firstReason) {}

  /**
   * @param controls copies of a leaf or a block in which a text was planted, one for each encoding
   * @param controlHits in how many of them the search found it: in all of them
   * @param missedControls where and in which encoding it did not
   */
  public record PersonalData(
      long leavesScanned,
      int needles,
      int hits,
      int controls,
      int controlHits,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> missedControls) {

    public PersonalData {
      missedControls = List.copyOf(missedControls);
    }
  }

  /**
   * @param files logs of all parts but the sandbox's bank, which shows messages
   * @param hits occurrences of a needle in any form; one where two pieces meet counts twice
   * @param controls copies of a log in which a text was planted, and the log that shows messages
   * @param controlHits in how many of them the search found one: in all of them
   * @param foundIn logs with hits
   */
  public record PersonalDataInLogs(
      int files,
      int needles,
      int hits,
      int controls,
      int controlHits,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> foundIn) {

    public PersonalDataInLogs {
      foundIn = List.copyOf(foundIn);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Message(
      String file,
      int index,
      String controlId,
      String ack,
      @Nullable String invoice,
      @Nullable Long amountFen,
      @Nullable String segment,
      @Nullable String field,
      @Nullable String code,
      @Nullable String reason) {}

  /** A file or folder that was not sent, and why. */
  public record LeftOut(String file, String reason) {}
}
