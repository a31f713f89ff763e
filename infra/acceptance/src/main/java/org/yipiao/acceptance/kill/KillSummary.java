package org.yipiao.acceptance.kill;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yipiao.acceptance.kill.oracle.Difference;

/**
 * A run in figures.
 *
 * @param seed hexadecimal
 * @param kills by phase and victim
 * @param claimSteps at which the claims service has died
 * @param bills accepted
 * @param claims accepted
 * @param paid executions in the bank's book
 * @param paidFen their sum
 * @param failedAttempts of users in the whole run, each tried again
 * @param undisturbed finality before the first validator was killed, and
 * @param withoutValidator finality of the bills handed in while one was dead or coming back
 * @param patients who were signed in while parts were killed
 * @param longestFinalityMillis of any bill, killed or not
 * @param longestDownMillis of any victim
 * @param soundStores nodes whose store was found sound after the last stop
 * @param seconds of the whole run
 * @param differences what did not hold; empty when everything did
 */
record KillSummary(
    String seed,
    Map<String, Map<String, Integer>> kills,
    List<String> claimSteps,
    int bills,
    int claims,
    int paid,
    long paidFen,
    int failedAttempts,
    Finality undisturbed,
    Finality withoutValidator,
    PatientKills.Figures patients,
    long longestFinalityMillis,
    long longestDownMillis,
    int soundStores,
    long seconds,
    List<String> differences) {

  /** Of a run that did not come to its judgement. */
  static KillSummary stopped(String seed, long seconds, List<Difference> differences) {
    return new KillSummary(
        seed,
        Map.of(),
        List.of(),
        0,
        0,
        0,
        0,
        0,
        Finality.NONE,
        Finality.NONE,
        PatientKills.Figures.NONE,
        0,
        0,
        0,
        seconds,
        texts(differences));
  }

  /** The same run once its stores were checked. */
  KillSummary withStores(int sound, List<Difference> all) {
    return new KillSummary(
        seed,
        kills,
        claimSteps,
        bills,
        claims,
        paid,
        paidFen,
        failedAttempts,
        undisturbed,
        withoutValidator,
        patients,
        longestFinalityMillis,
        longestDownMillis,
        sound,
        seconds,
        texts(all));
  }

  static Map<String, Map<String, Integer>> count(List<Kill> kills) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Kill kill : kills) {
      counts
          .computeIfAbsent(kill.phase(), absent -> new TreeMap<>())
          .merge(kill.victim(), 1, Integer::sum);
    }
    return counts;
  }

  static List<String> texts(List<Difference> differences) {
    return differences.stream().map(Difference::toString).toList();
  }
}
