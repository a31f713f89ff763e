package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.yipiao.acceptance.kill.oracle.AcceptedBill;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.quickstart.drive.Acknowledgement;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MllpConnection;
import org.yipiao.quickstart.drive.RestCharge;

/**
 * A hospital's system: hands bills to its gateway over MLLP or REST, the same bill again until it
 * has an invoice, and writes the answer down before it counts.
 */
public final class HospitalDesk {

  /** How a bill goes to the gateway. */
  public enum Door {
    MLLP,
    REST
  }

  private final Hospital hospital;
  private final URI charges;
  private final Supplier<String> bearer;
  private final JsonHttp http;
  private final Attempts attempts;
  private final AcceptedList accepted;
  private final ConcurrentLinkedDeque<MllpConnection> idle = new ConcurrentLinkedDeque<>();

  HospitalDesk(
      Hospital hospital,
      URI gateway,
      Supplier<String> bearer,
      JsonHttp http,
      Attempts attempts,
      AcceptedList accepted) {
    this.hospital = hospital;
    this.charges = gateway.resolve("/v1/charges");
    this.bearer = bearer;
    this.http = http;
    this.attempts = attempts;
    this.accepted = accepted;
  }

  Hospital hospital() {
    return hospital;
  }

  /** The bill's invoice, written down; empty when all was given up before it was answered. */
  Optional<AcceptedBill> handIn(Bill bill, Door door) {
    return attempts.until(
        "gateway-" + hospital.name(),
        hospital.name() + " " + bill.businessNumber(),
        () -> {
          AcceptedBill answer = door == Door.MLLP ? overMllp(bill) : overRest(bill);
          if (answer.totalFen() != bill.total().fen()) {
            throw new IOException("answered with another amount: " + answer.totalFen());
          }
          accepted.add(answer);
          return answer;
        });
  }

  private AcceptedBill overMllp(Bill bill) throws IOException {
    MllpConnection kept = idle.poll();
    MllpConnection connection = kept == null ? hospital.connect() : kept;
    Acknowledgement answer;
    try {
      answer = Acknowledgement.parse(connection.exchange(bill.toHl7()));
    } catch (IOException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
    idle.push(connection);
    if (answer.invoice() == null || answer.amountFen() == null) {
      throw new IOException(answer.ack() + " " + answer.code() + " " + answer.reason());
    }
    return new AcceptedBill(
        hospital.name(), bill.businessNumber(), answer.invoice().toString(), answer.amountFen());
  }

  private AcceptedBill overRest(Bill bill) throws IOException {
    JsonHttp.Answer answer = http.post(charges, bearer, RestCharge.of(bill));
    if (!answer.ok()) {
      throw new IOException(answer.status() + " " + answer.text());
    }
    return new AcceptedBill(
        hospital.name(),
        bill.businessNumber(),
        answer.body().path("invoiceId").asString(),
        answer.body().path("totalFen").asLong());
  }
}
