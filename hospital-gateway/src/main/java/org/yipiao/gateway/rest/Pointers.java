package org.yipiao.gateway.rest;

import java.util.List;
import org.yipiao.gateway.charge.Fault;
import org.yipiao.gateway.charge.Place;
import org.yipiao.platform.problem.FieldFault;

/** The way from the parts of a bill to JSON pointers (RFC 6901) into a {@link ChargeRequest}. */
final class Pointers {

  private Pointers() {}

  static List<FieldFault> faults(List<Fault> faults) {
    return faults.stream()
        .map(fault -> new FieldFault(pointer(fault.place()), fault.code().name(), fault.reason()))
        .toList();
  }

  static String pointer(Place place) {
    String line = "/lines/" + place.index();
    return switch (place.part()) {
      case CHARGE -> "";
      case BUSINESS_NUMBER -> "/businessNumber";
      case PAYER_NAME -> "/payer/name";
      case PAYER_DOCUMENT -> "/payer/document";
      case PAYER_PHONE -> "/payer/phone";
      case PAYER_RECORD_NUMBER -> "/payer/medicalRecordNumber";
      case ENCOUNTER_TYPE -> "/encounter/type";
      case ENCOUNTER_DATE -> "/encounter/date";
      case DISCHARGE -> "/encounter/discharge";
      case DEPARTMENT -> "/encounter/department";
      case VISIT_NUMBER -> "/encounter/visitNumber";
      case COVERAGE_TYPE -> "/coverageType";
      case DIAGNOSIS -> "/diagnoses/" + place.index();
      case LINES -> "/lines";
      case LINE_ITEM -> line + "/itemCode";
      case LINE_QUANTITY -> line + "/quantity";
      case LINE_AMOUNT -> line + "/amountFen";
      case LINE_UNIT_PRICE -> line + "/unitPrice";
      case LINE_SERVICE_DATE -> line + "/serviceDate";
      case TOTAL -> "/totalFen";
      case PAYMENT_AMOUNT, PAYMENTS -> "/payments";
    };
  }
}
