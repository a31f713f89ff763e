package org.yipiao.bench.patients;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.bench.machine.ProcessUsage;

/**
 * What was measured of the patients' side. Times are milliseconds.
 *
 * @param machine processors, memory, JVM, load before the start
 * @param startMillis until everything served
 * @param people who signed in
 * @param signInMillis until all of them had, four at a time
 * @param stored invoices in the register's table
 * @param issued of those, the ones that came through a gateway and the ledger: all of the people's
 * @param memory of each process at the end
 * @param failures what went wrong outside of any measure
 */
record PatientsReport(
    String machine,
    long startMillis,
    int people,
    long signInMillis,
    long stored,
    int issued,
    List<Load> lists,
    @Nullable Taps taps,
    List<Streams> streams,
    @Nullable Map<String, Object> firstLoad,
    Map<String, ProcessUsage> memory,
    List<String> failures) {

  /**
   * Callers that call again once they have an answer.
   *
   * @param name what was called, and in which case
   * @param paceMillis from one call of a caller to its next; 0: at once
   * @param times from the moment when the call was due to the whole answer
   * @param cpuMillisPerCall processor time of each process
   */
  record Load(
      String name,
      int callers,
      long paceMillis,
      int seconds,
      double perSecond,
      Times times,
      Map<String, Double> cpuMillisPerCall,
      List<String> failures) {}

  /**
   * A claim each second.
   *
   * @param committed from the call that claims to the state in which the payout is instructed
   * @param paid from that call to the receipt's paid moment
   */
  record Taps(
      int tapped,
      Times answered,
      Times committed,
      Times paid,
      Map<String, Double> cpuMillisPerClaim,
      List<String> failures) {}

  /**
   * Streams that are held.
   *
   * @param openedMillis until the last had its first event
   * @param told from a claim's change to the event at the browser
   * @param missed events that did not come to a stream that was open
   * @param processorsBusy of each process, over the time they were held: 1 is one processor
   * @param megabytesBefore resident memory of each process before the first stream
   * @param megabytesHeld the same at the end of that time
   */
  record Streams(
      int streams,
      int seconds,
      long openedMillis,
      Times told,
      long missed,
      Map<String, Double> processorsBusy,
      Map<String, Long> megabytesBefore,
      Map<String, Long> megabytesHeld,
      List<String> failures) {}
}
