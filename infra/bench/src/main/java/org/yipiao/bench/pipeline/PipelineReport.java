package org.yipiao.bench.pipeline;

import java.util.List;
import java.util.Map;
import org.yipiao.quickstart.drive.Percentiles;

/**
 * What was measured.
 *
 * @param machine processors, memory, JVM
 * @param startMillis until everything served
 * @param steps one for each rate
 * @param memory of each process at the end
 */
record PipelineReport(
    String machine, long startMillis, List<Step> steps, Map<String, ProcessUsage> memory) {

  /**
   * One rate.
   *
   * @param perSecond invoices handed in each second
   * @param seconds how long
   * @param accepted answered with a number
   * @param refused anything else
   * @param drainedAfterSeconds from the first message until the last invoice was final
   * @param finalPerSecond accepted invoices over that time
   * @param finality a node's accept to the verified proof, of the invoices followed
   * @param issue message in to the verified proof, of the invoices followed
   * @param cpuMillisPerInvoice processor time of each process, over the whole step
   * @param failures what went wrong
   */
  record Step(
      int perSecond,
      int seconds,
      int accepted,
      int refused,
      double drainedAfterSeconds,
      double finalPerSecond,
      Percentiles finality,
      Percentiles issue,
      Map<String, Double> cpuMillisPerInvoice,
      List<String> failures) {}
}
