package org.yipiao.acceptance.kill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.yipiao.acceptance.kill.KillOptions.Phase;
import org.yipiao.acceptance.kill.load.PatientCalls;
import org.yipiao.acceptance.kill.load.PatientsLoad;
import org.yipiao.acceptance.kill.oracle.Difference;

/** Kills what patients come through and what their sessions hang on, while they are signed in. */
final class PatientKills {

  private static final Duration FIRST_CLAIMS_WITHIN = Duration.ofMinutes(4);
  private static final Duration STREAMS_WITHIN = Duration.ofMinutes(1);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
  private static final Duration FINISHED_WITHIN = Duration.ofMinutes(4);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Killer killer;
  private final PatientsLoad patients;
  private final Console console;
  private final Random random;
  private final int kills;
  private final List<Difference> noticed = new ArrayList<>();
  private Duration longestAfter = Duration.ZERO;

  /**
   * Patients in figures.
   *
   * @param signedIn how many, once each
   * @param claims that they tapped and that were accepted
   * @param reconnects streams that were opened again where they had broken off
   * @param longestCallMillis until a call was answered, with all its attempts
   * @param longestAfterReturnMillis until everybody had been answered, once what was killed served
   * @param failedAttempts by the code of the refusal, or the name of the failure
   */
  record Figures(
      int signedIn,
      int claims,
      int reconnects,
      long longestCallMillis,
      long longestAfterReturnMillis,
      Map<String, Integer> failedAttempts) {

    static final Figures NONE = new Figures(0, 0, 0, 0, 0, Map.of());
  }

  PatientKills(
      Killer killer, PatientsLoad patients, Console console, Random random, KillOptions options) {
    this.killer = killer;
    this.patients = patients;
    this.console = console;
    this.random = random;
    this.kills = options.kills();
  }

  /**
   * Properties of services under which a run of some minutes has what otherwise takes hours:
   * everybody's tokens are renewed again and again, and nobody claims too often.
   */
  static Map<String, Map<String, String>> settings() {
    return Map.of(
        Parts.BFF,
        Map.of(
            "yipiao.bff.session.renew-before", "280s",
            "yipiao.bff.limits.claims-per-person", "1000"));
  }

  /** Each of the parts alone, in random order. */
  void all() throws IOException, InterruptedException {
    patients.begin(LocalDate.now(ZONE));
    console.say("patients", patients.count() + " are signed in");
    if (!Killer.within(FIRST_CLAIMS_WITHIN, patients::haveAllClaimed)) {
      noticed.add(
          new Difference("patients", "had not all been paid within " + FIRST_CLAIMS_WITHIN));
    }
    for (String part : Killer.shuffled(Parts.BEFORE_PATIENTS, kills, random)) {
      Killer.pause(random);
      awaitStreams(part);
      Kill kill = killer.kill(Phase.PATIENTS, part, List.of(part));
      judgeAnswers(kill);
    }
    if (!patients.finish(FINISHED_WITHIN)) {
      noticed.add(
          new Difference("patients", "had not watched their claims within " + FINISHED_WITHIN));
    }
  }

  /** The death of what carries streams shows something only while there are some. */
  private void awaitStreams(String part) throws InterruptedException {
    if (Parts.CARRY_STREAMS.contains(part)
        && !Killer.within(STREAMS_WITHIN, () -> patients.calls().openStreams() > 0)) {
      noticed.add(new Difference(part, "no patient watched a claim within " + STREAMS_WITHIN));
    }
  }

  private void judgeAnswers(Kill kill) throws InterruptedException {
    Instant back = kill.at().plusMillis(kill.downMillis());
    PatientCalls calls = patients.calls();
    Killer.within(ANSWERED_WITHIN, () -> calls.waitingSince(back, patients.count()).isEmpty());
    unanswered(kill.victim(), calls.waitingSince(back, patients.count()), ANSWERED_WITHIN)
        .ifPresent(noticed::add);
    Duration after = Duration.between(back, Instant.now());
    longestAfter = after.compareTo(longestAfter) > 0 ? after : longestAfter;
    console.say(
        kill.victim(),
        "all patients answered %d ms after its return; %d claims, %d reconnects so far"
            .formatted(after.toMillis(), patients.watched().size(), calls.cutStreams()));
  }

  /** What patients noticed of a kill for longer than they may. */
  static Optional<Difference> unanswered(String victim, Set<Integer> waiting, Duration most) {
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Difference(
                victim,
                "is back, and patients %s had no answer within %d ms"
                    .formatted(waiting, most.toMillis())));
  }

  List<Difference> noticed() {
    return List.copyOf(noticed);
  }

  Figures figures() {
    PatientCalls calls = patients.calls();
    return new Figures(
        patients.count(),
        patients.watched().size(),
        calls.cutStreams(),
        calls.longest().toMillis(),
        longestAfter.toMillis(),
        calls.failures());
  }
}
