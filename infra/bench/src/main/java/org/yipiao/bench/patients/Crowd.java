package org.yipiao.bench.patients;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.PreparedClaim;
import org.yipiao.quickstart.drive.phone.RealNames;
import org.yipiao.quickstart.drive.phone.SentCodes;
import tools.jackson.databind.JsonNode;

/** Made-up people with phones of theirs, all insured by the same payer. */
final class Crowd implements AutoCloseable {

  static final String PAYER = "agency";
  private static final String PLAN = "beijing-employee-outpatient";
  private static final String POLICY = "BENCH";

  /** The whole deductible of the plan's year is used up, so that each bill is paid in part. */
  private static final long USED_DEDUCTIBLE_FEN = 180_000;

  private static final int SIGNING_IN_AT_ONCE = 4;

  private final JsonHttp http = new JsonHttp();
  private final HttpClient connections = PatientPhone.connections();
  private final Installation installation;
  private final PayerDesk desk;
  private final List<Patient> patients = new ArrayList<>();

  /** One of them; the phone is for one thread. */
  static final class Patient {
    private final MadeUpPerson person;
    private final PatientPhone phone;
    private final List<InvoiceId> invoices = new ArrayList<>();

    private Patient(MadeUpPerson person, PatientPhone phone) {
      this.person = person;
      this.phone = phone;
    }

    MadeUpPerson person() {
      return person;
    }

    PatientPhone phone() {
      return phone;
    }

    /** One of the person's final invoices that nobody has taken yet. */
    synchronized InvoiceId takeInvoice() throws IOException {
      if (invoices.isEmpty()) {
        for (JsonNode each : phone.home().path("invoices").path("value").path("items")) {
          if (each.path("state").asString("").equals("FINAL")) {
            invoices.add(InvoiceId.parse(each.path("invoiceId").asString()));
          }
        }
        if (invoices.isEmpty()) {
          throw new IOException("a patient has no final invoice");
        }
      }
      return invoices.removeLast();
    }

    /** What the button of the claim's screen would send. */
    PreparedClaim prepare(InvoiceId invoice) throws IOException {
      return phone.prepare(invoice, PAYER, POLICY);
    }
  }

  Crowd(Installation installation, int size) {
    this.installation = installation;
    this.desk = new PayerDesk(http, installation);
    var random = new SecureRandom();
    for (int i = 0; i < size; i++) {
      MadeUpPerson person =
          MadeUpPerson.random(random).withPhone(String.format(Locale.ROOT, "139%08d", i));
      patients.add(new Patient(person, phone(person)));
    }
  }

  private PatientPhone phone(MadeUpPerson person) {
    return new PatientPhone(
        connections,
        installation.door(),
        installation.publicUrl(),
        person.phone(),
        new SentCodes(http, installation.bank(), installation.bearer("demo-driver")));
  }

  List<Patient> patients() {
    return patients;
  }

  /** Their phones get owners, and they sign in; how long all of that took. */
  Duration signIn() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var names = new RealNames(http, installation);
    each(patient -> {
      names.register(patient.person());
      patient.phone().signIn();
    });
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** The payer says that it insures them all. */
  void insure() throws IOException, InterruptedException {
    desk.putBuiltInPlan(PAYER, PLAN);
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    Map<MadeUpPerson, String> ids = ids();
    each(patient ->
        desk.cover(
            PAYER,
            String.valueOf(ids.get(patient.person())),
            POLICY,
            PLAN,
            today.withDayOfYear(1),
            "CN00SANDBOX0001",
            new PayerDesk.Opening(today.getYear(), USED_DEDUCTIBLE_FEN)));
  }

  /** The register's ids of them all. */
  Map<MadeUpPerson, String> ids() throws IOException, InterruptedException {
    Map<MadeUpPerson, String> ids = new ConcurrentHashMap<>();
    each(patient -> ids.put(patient.person(), desk.personId(patient.person())));
    return ids;
  }

  private interface Step {
    void with(Patient patient) throws IOException;
  }

  private void each(Step step) throws IOException, InterruptedException {
    try (var threads = Executors.newFixedThreadPool(SIGNING_IN_AT_ONCE)) {
      List<Future<?>> all = new ArrayList<>();
      for (Patient patient : patients) {
        all.add(
            threads.submit(() -> {
              step.with(patient);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }

  @Override
  public void close() {
    connections.close();
    http.close();
  }
}
