package org.yipiao.gateway.hl7;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.ChargeLine;
import org.yipiao.gateway.charge.Payment;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.invoice.document.Diagnosis;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.Payer;

/**
 * Reads one DFT^P03 as one bill. A missing PV1 means outpatient; FT1-6 CG is a charge and PY money
 * received; corrections and credits are refused by name.
 */
final class ChargeMessage {

  private static final Set<String> OUTPATIENT_CLASSES = Set.of("", "O", "E", "R", "P", "N", "U");
  private static final int MAX_DIAGNOSES = 50;

  /** The coding system of codes that name none (table 0396). */
  private static final String LOCAL_CODES = "L";

  private final Hl7Message message;
  private final Hl7Profile profile;

  /** Which FT1 each line and each payment came from. */
  private final List<Segment> lineSegments = new ArrayList<>();

  private final List<Segment> paymentSegments = new ArrayList<>();

  private ChargeMessage(Hl7Message message, Hl7Profile profile) {
    this.message = message;
    this.profile = profile;
  }

  /**
   * @throws Hl7Refused at the first fault
   */
  static MappedCharge map(Hl7Message message, MessageHeader header, Hl7Profile profile) {
    return new ChargeMessage(message, profile).map(header);
  }

  private MappedCharge map(MessageHeader header) {
    Segment pid = only("PID");
    Payer payer = new PatientSegment(pid, profile).payer();
    List<ChargeLine> lines = new ArrayList<>();
    List<Payment> payments = new ArrayList<>();
    for (Segment ft1 : message.all("FT1")) {
      transaction(ft1, lines, payments);
    }
    if (lines.isEmpty()) {
      throw new Hl7Refused(
          RefusalReason.NO_CHARGE,
          new Hl7Location("FT1", 1, message.first("FT1").isEmpty() ? 0 : 6));
    }
    LocalDate firstDay =
        lines.stream().map(ChargeLine::serviceDate).min(LocalDate::compareTo).orElseThrow();
    Charge charge =
        new Charge(
            header.businessNumber(),
            payer,
            encounter(firstDay),
            coverageType(),
            diagnoses(),
            lines,
            null,
            payments);
    return new MappedCharge(charge, admissionGiven(), lineSegments, paymentSegments);
  }

  private void transaction(Segment ft1, List<ChargeLine> lines, List<Payment> payments) {
    String type = ft1.component(6, 1);
    switch (type) {
      case "CG" -> {
        lines.add(line(ft1));
        lineSegments.add(ft1);
      }
      case "PY" -> {
        payments.add(payment(ft1));
        paymentSegments.add(ft1);
      }
      case "" -> throw Hl7Values.refused(RefusalReason.FIELD_REQUIRED, ft1, 6);
      case "CD", "AJ", "CO" ->
          throw Hl7Values.refused(RefusalReason.OTHER_TRANSACTION_TYPE, ft1, 6, type);
      default -> throw Hl7Values.refused(RefusalReason.NO_TRANSACTION_TYPE, ft1, 6);
    }
  }

  private ChargeLine line(Segment ft1) {
    LocalDate day = Hl7Values.required(Hl7Values.date(ft1, 4, profile.zone()), ft1, 4);
    String code = Hl7Values.required(Hl7Values.text(ft1, 7, 1, 64), ft1, 7);
    return new ChargeLine(
        code,
        Hl7Values.number(ft1, 10),
        Hl7Values.price(ft1, 11),
        Hl7Values.price(ft1, 12),
        day,
        null);
  }

  private Payment payment(Segment ft1) {
    Hl7Values.date(ft1, 4, profile.zone());
    String fund = ft1.component(7, 1);
    for (Payment.Fund known : Payment.Fund.values()) {
      if (known.name().equals(fund)) {
        BigDecimal amount = Hl7Values.required(Hl7Values.price(ft1, 11), ft1, 11);
        return new Payment(known, amount);
      }
    }
    throw Hl7Values.refused(RefusalReason.NO_FUND, ft1, 7);
  }

  private Encounter encounter(LocalDate firstDay) {
    Segment pv1 = atMostOne("PV1");
    if (pv1 == null) {
      return new Encounter(EncounterType.OUTPATIENT, firstDay, null, null, null, null);
    }
    EncounterType type = encounterType(pv1);
    LocalDate admission = Hl7Values.date(pv1, 44, profile.zone());
    LocalDate discharge = Hl7Values.date(pv1, 45, profile.zone());
    String department = Hl7Values.text(pv1, 10, 1, 200);
    return new Encounter(
        type,
        admission == null ? firstDay : admission,
        type == EncounterType.INPATIENT ? discharge : null,
        department == null ? Hl7Values.text(pv1, 3, 1, 200) : department,
        Hl7Values.text(pv1, 19, 1, 64),
        null);
  }

  private boolean admissionGiven() {
    Segment pv1 = atMostOne("PV1");
    return pv1 != null && Hl7Values.date(pv1, 44, profile.zone()) != null;
  }

  private static EncounterType encounterType(Segment pv1) {
    String patientClass = pv1.component(2, 1);
    if (patientClass.equals("I")) {
      return EncounterType.INPATIENT;
    }
    if (OUTPATIENT_CLASSES.contains(patientClass)) {
      return EncounterType.OUTPATIENT;
    }
    throw Hl7Values.refused(RefusalReason.NO_PATIENT_CLASS, pv1, 2);
  }

  private @Nullable String coverageType() {
    for (Segment in1 : message.all("IN1")) {
      for (int field : new int[] {15, 2, 4}) {
        String type = Hl7Values.text(in1, field, 1, 100);
        if (type != null) {
          return type;
        }
      }
    }
    return null;
  }

  private List<Diagnosis> diagnoses() {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (Segment dg1 : message.all("DG1")) {
      if (diagnoses.size() == MAX_DIAGNOSES) {
        throw Hl7Values.refused(RefusalReason.TOO_MANY_DIAGNOSES, dg1, 0, MAX_DIAGNOSES);
      }
      Diagnosis diagnosis = diagnosis(dg1);
      if (diagnosis != null) {
        diagnoses.add(diagnosis);
      }
    }
    return diagnoses;
  }

  /** The code with its system from DG1-3, else the older DG1-2 and DG1-4 beside it. */
  private static @Nullable Diagnosis diagnosis(Segment dg1) {
    String code = Hl7Values.text(dg1, 3, 1, 64);
    String described = Hl7Values.text(dg1, 3, 2, 200);
    String text = described == null ? Hl7Values.text(dg1, 4, 1, 200) : described;
    String ownSystem = Hl7Values.text(dg1, 3, 3, 64);
    String system = ownSystem == null ? Hl7Values.text(dg1, 2, 1, 64) : ownSystem;
    if (code == null && text == null) {
      return null;
    }
    return new Diagnosis(
        Hl7Values.required(code, dg1, 3), system == null ? LOCAL_CODES : system, text);
  }

  private Segment only(String name) {
    Segment segment = atMostOne(name);
    if (segment == null) {
      throw new Hl7Refused(RefusalReason.SEGMENT_REQUIRED, new Hl7Location(name, 1, 0));
    }
    return segment;
  }

  private @Nullable Segment atMostOne(String name) {
    List<Segment> all = message.all(name);
    if (all.size() > 1) {
      throw new Hl7Refused(RefusalReason.SEGMENT_OCCURS_ONCE, all.get(1).at(0));
    }
    return all.isEmpty() ? null : all.getFirst();
  }
}
