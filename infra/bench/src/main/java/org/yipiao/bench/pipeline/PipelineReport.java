package org.yipiao.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.quickstart.drive.Percentiles;

/**
 * What was measured.
 *
 * @param machine processors, memory, JVM
 * @param startMillis until everything served
 * @param warmUpFailures what went wrong before anything was measured
 * @param steps one for each rate
 * @param memory of each process at the end
 */
record PipelineReport(
    String machine,
    long startMillis,
    List<String> warmUpFailures,
    List<Step> steps,
    Map<String, ProcessUsage> memory) {

  PipelineReport {
    warmUpFailures = List.copyOf(warmUpFailures);
  }

  /**
   * One rate.
   *
   * @param perSecond invoices handed in each second
   * @param seconds how long
   * @param accepted answered with a number
   * @param finalCount how many of those are surely final
   * @param refused anything else
   * @param drainedAfterSeconds from the first message until no invoice was on its way any more
   * @param finalPerSecond final invoices over that time
   * @param finality a node's accept to the verified proof, of the invoices followed
   * @param issue message in to the verified proof, of the invoices followed
   * @param cpuMillisPerInvoice processor time of each process, over the whole step
   * @param failures what went wrong
   */
  record Step(
      int perSecond,
      int seconds,
      int accepted,
      @JsonProperty("final") long finalCount,
      int refused,
      double drainedAfterSeconds,
      double finalPerSecond,
      Percentiles finality,
      Percentiles issue,
      Map<String, Double> cpuMillisPerInvoice,
      List<String> failures) {}
}
