package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.acceptance.kill.oracle.PatientEvidence.Watched;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.RealNames;
import org.yipiao.quickstart.drive.phone.SentCodes;

/** Patients who sign in once, by phone, and then look, claim and watch until they are let go. */
public final class PatientsLoad implements AutoCloseable {

  private static final int HOW_MANY = 6;

  private final Installation installation;
  private final JsonHttp http;
  private final ClaimDesk payers;
  private final Random random;
  private final SignedInPatient.Surroundings surroundings;
  private final PatientCalls calls = new PatientCalls(InstantSource.system());
  private final List<SignedInPatient> patients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean going = true;

  PatientsLoad(
      Installation installation,
      JsonHttp http,
      ClaimDesk payers,
      AcceptedList accepted,
      Attempts attempts,
      Function<MadeUpPerson, Optional<PlatformLoad.Issued>> visit,
      long seed) {
    this.installation = installation;
    this.http = http;
    this.payers = payers;
    this.random = new Random(seed);
    this.surroundings =
        new SignedInPatient.Surroundings(visit, accepted, attempts, calls, () -> going);
  }

  /**
   * All get phones with real names, are insured, sign in, and begin.
   *
   * @param day of whose year the insurance is
   */
  public void begin(LocalDate day) throws IOException {
    var names = new RealNames(http, installation);
    for (int number = 1; number <= HOW_MANY; number++) {
      MadeUpPerson person = MadeUpPerson.random(random).withPhone("1390000000" + number);
      names.register(person);
      for (String payer : List.of("agency", "insurer")) {
        payers.insure(payer, person, day, "patient %d at %s".formatted(number, payer));
      }
      patients.add(new SignedInPatient(number, person, phone(person), surroundings));
    }
    for (SignedInPatient patient : patients) {
      patient.signIn();
    }
    for (SignedInPatient patient : patients) {
      threads.add(start(patient::look));
      threads.add(start(patient::claim));
    }
  }

  private PatientPhone phone(MadeUpPerson person) {
    return new PatientPhone(
        installation.door(),
        installation.publicUrl(),
        person.phone(),
        new SentCodes(http, installation.bank(), installation.bearer("demo-driver")));
  }

  /** What a patient does until it is over. */
  private interface Habit {
    void follow() throws InterruptedException;
  }

  private static Thread start(Habit habit) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            habit.follow();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** How many are signed in. */
  public int count() {
    return patients.size();
  }

  /** What they wait for. */
  public PatientCalls calls() {
    return calls;
  }

  /** Every claim of theirs that was accepted, with what they have seen of it so far. */
  public List<Watched> watched() {
    return patients.stream().flatMap(patient -> patient.watched().stream()).toList();
  }

  /** Whether each has watched a claim to its end. */
  public boolean haveAllClaimed() {
    return patients.stream()
        .allMatch(patient -> patient.watched().stream().anyMatch(Watched::ended));
  }

  /**
   * Lets no further claim begin and waits until those that were begun are watched to their end.
   *
   * @return whether all were, within the time
   */
  public boolean finish(Duration atMost) throws InterruptedException {
    going = false;
    long deadline = System.nanoTime() + atMost.toNanos();
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      thread.join(Math.max(1, left));
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  @Override
  public void close() {
    going = false;
    threads.forEach(Thread::interrupt);
    patients.forEach(SignedInPatient::close);
  }
}
