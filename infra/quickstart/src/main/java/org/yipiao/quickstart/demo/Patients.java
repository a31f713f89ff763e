package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.RealNames;
import org.yipiao.quickstart.drive.phone.SentCodes;

/**
 * The two patients of the thread: made up, and known to the sandbox's directory of real names by
 * their phones. The numbers are always the same, so that somebody who looks around can sign in with
 * them.
 */
final class Patients implements AutoCloseable {

  /** Of the patient who was treated in a day, then of the one who stayed: 11 digits each. */
  static final List<String> PHONES = List.of("13800000001", "13800000002");

  private final JsonHttp http;
  private final Installation installation;
  private final MadeUpPerson outpatient;
  private final MadeUpPerson inpatient;
  private final PatientPhone outpatientPhone;
  private final PatientPhone inpatientPhone;

  Patients(JsonHttp http, Installation installation, RandomGenerator random) {
    this.http = http;
    this.installation = installation;
    this.outpatient = MadeUpPerson.random(random).withPhone(PHONES.getFirst());
    this.inpatient = MadeUpPerson.random(random).withPhone(PHONES.getLast());
    this.outpatientPhone = phone(outpatient);
    this.inpatientPhone = phone(inpatient);
  }

  private PatientPhone phone(MadeUpPerson person) {
    return new PatientPhone(
        installation.door(),
        installation.publicUrl(),
        person.phone(),
        new SentCodes(http, installation.bank(), installation.bearer("demo-driver")));
  }

  MadeUpPerson outpatient() {
    return outpatient;
  }

  MadeUpPerson inpatient() {
    return inpatient;
  }

  PatientPhone outpatientPhone() {
    return outpatientPhone;
  }

  PatientPhone inpatientPhone() {
    return inpatientPhone;
  }

  /** Their phones get owners, and they sign in. */
  void signIn() throws IOException {
    var names = new RealNames(http, installation);
    names.register(outpatient);
    names.register(inpatient);
    outpatientPhone.signIn();
    inpatientPhone.signIn();
  }

  @Override
  public void close() {
    outpatientPhone.close();
    inpatientPhone.close();
  }
}
