package org.yipiao.gateway.hl7;

import java.util.List;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.Fault;
import org.yipiao.gateway.charge.Place;

/**
 * A bill with the way back from its parts to the message's fields.
 *
 * @param admissionGiven whether PV1-44 says the encounter's day; else the lines do
 */
record MappedCharge(
    Charge charge, boolean admissionGiven, List<Segment> lines, List<Segment> payments) {

  MappedCharge {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
  }

  Hl7Refusal refusal(Fault fault) {
    return new Hl7Refusal(fault.code(), location(fault.place()), fault.reason());
  }

  private Hl7Location location(Place place) {
    return switch (place.part()) {
      case CHARGE, TOTAL -> Hl7Location.MESSAGE;
      case BUSINESS_NUMBER -> new Hl7Location("MSH", 1, 10);
      case PAYER_NAME -> new Hl7Location("PID", 1, 5);
      case PAYER_DOCUMENT, PAYER_RECORD_NUMBER -> new Hl7Location("PID", 1, 3);
      case PAYER_PHONE -> new Hl7Location("PID", 1, 13);
      case ENCOUNTER_TYPE -> new Hl7Location("PV1", 1, 2);
      case ENCOUNTER_DATE ->
          admissionGiven ? new Hl7Location("PV1", 1, 44) : lines.getFirst().at(4);
      case DISCHARGE -> new Hl7Location("PV1", 1, 45);
      case DEPARTMENT -> new Hl7Location("PV1", 1, 10);
      case VISIT_NUMBER -> new Hl7Location("PV1", 1, 19);
      case COVERAGE_TYPE -> new Hl7Location("IN1", 1, 15);
      case DIAGNOSIS -> new Hl7Location("DG1", place.index() + 1, 3);
      case LINES -> new Hl7Location("FT1", 1, 0);
      case LINE_ITEM -> line(place, 7);
      case LINE_QUANTITY -> line(place, 10);
      case LINE_AMOUNT -> line(place, 11);
      case LINE_UNIT_PRICE -> line(place, 12);
      case LINE_SERVICE_DATE -> line(place, 4);
      case PAYMENT_AMOUNT -> payments.get(place.index()).at(11);
      case PAYMENTS -> payments.isEmpty() ? Hl7Location.MESSAGE : payments.getFirst().at(11);
    };
  }

  private Hl7Location line(Place place, int field) {
    return lines.get(place.index()).at(field);
  }
}
