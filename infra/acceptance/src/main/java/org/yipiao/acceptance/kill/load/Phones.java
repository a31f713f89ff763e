package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.PreparedClaim;
import org.yipiao.quickstart.drive.phone.SentCodes;
import tools.jackson.databind.JsonNode;

/**
 * The phones with which the load's patients claim: everybody who claims has signed in. Every call
 * is made anew until it is answered; a tap is the same tap, with the same ids.
 */
final class Phones implements AutoCloseable {

  private static final String DOOR = "edge";
  private static final long LOOK_MILLIS = 500;

  private final Installation installation;
  private final JsonHttp http;
  private final Attempts attempts;
  private final AcceptedList accepted;
  private final SentCodes codes;
  private final HttpClient connections = PatientPhone.connections();
  private final AtomicInteger numbers = new AtomicInteger();

  Phones(Installation installation, JsonHttp http, Attempts attempts, AcceptedList accepted) {
    this.installation = installation;
    this.http = http;
    this.attempts = attempts;
    this.accepted = accepted;
    this.codes = new SentCodes(http, installation.bank(), installation.bearer("demo-driver"));
  }

  /** Somebody with a phone that nobody has had before. */
  MadeUpPerson somebody(RandomGenerator random) {
    return MadeUpPerson.random(random)
        .withPhone(String.format(Locale.ROOT, "136%08d", numbers.incrementAndGet()));
  }

  /** The person's phone once it is signed in, each time in a browser of its own. */
  Optional<PatientPhone> signIn(MadeUpPerson person) {
    return attempts.until(
        DOOR,
        "sign-in with " + person.phone(),
        () -> {
          register(person);
          PatientPhone phone =
              new PatientPhone(
                  connections,
                  installation.door(),
                  installation.publicUrl(),
                  person.phone(),
                  codes);
          phone.signIn();
          return phone;
        });
  }

  private void register(MadeUpPerson person) throws IOException {
    PayerDesk.require(
        http.put(
            installation.bank().resolve("/v1/identities"),
            installation.bearer("demo-driver"),
            Map.of(
                "phone", person.phone(),
                "documentType", "RESIDENT_ID",
                "documentNumber", person.documentNumber(),
                "name", person.name())),
        "register the owner of a phone");
  }

  /** What the button on the claim's screen would send, once the invoice is there and final. */
  Optional<PreparedClaim> prepare(PatientPhone phone, InvoiceId invoice, String payer) {
    return untilListed(phone, invoice)
        ? attempts.until(
            DOOR,
            "screen of " + invoice + " for " + payer,
            () -> phone.prepare(invoice, payer, ClaimDesk.policyOf(payer)))
        : Optional.empty();
  }

  private boolean untilListed(PatientPhone phone, InvoiceId invoice) {
    while (!attempts.isGivenUp()) {
      Optional<JsonNode> home = attempts.until(DOOR, "home for " + invoice, phone::home);
      if (home.isEmpty()) {
        return false;
      }
      for (JsonNode item : home.get().path("invoices").path("value").path("items")) {
        if (item.path("invoiceId").asString("").equals(invoice.toString())
            && item.path("state").asString("").equals("FINAL")) {
          return true;
        }
      }
      if (!pause()) {
        return false;
      }
    }
    return false;
  }

  /** Whether the claim was taken; it is written down before it counts. */
  boolean submit(PatientPhone phone, PreparedClaim tap, AcceptedClaim claim) {
    return attempts
        .until(
            DOOR,
            "claim " + claim.claim(),
            () -> {
              phone.submit(tap);
              accepted.add(claim);
              return true;
            })
        .isPresent();
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    connections.shutdownNow();
  }
}
