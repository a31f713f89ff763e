package org.yipiao.gateway.hl7;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.platform.reason.BrokenRuleException;

/** PID: who pays. Only configured identifier types make a person; nothing else does. */
record PatientSegment(Segment pid, Hl7Profile profile) {

  Payer payer() {
    String name = Hl7Values.required(Hl7Values.text(pid, 5, name(), 100), pid, 5);
    return new Payer(name, document(), Hl7Values.text(pid, 13, 1, 40), recordNumber());
  }

  /** Family then given name; a space only between names in letters. */
  private String name() {
    var repetitions = pid.repetitions(5);
    if (repetitions.isEmpty()) {
      return "";
    }
    String legal =
        repetitions.stream()
            .filter(name -> pid.component(5, name, 7).equals("L"))
            .findFirst()
            .orElse(repetitions.getFirst());
    String family = pid.component(5, legal, 1);
    String given =
        Stream.of(pid.component(5, legal, 2), pid.component(5, legal, 3))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    if (family.isEmpty() || given.isEmpty()) {
      return family + given;
    }
    boolean letters = family.codePoints().noneMatch(Character::isIdeographic);
    return letters ? family + " " + given : family + given;
  }

  /** One document may stand in several places; two different ones make no person. */
  private @Nullable NationalDocument document() {
    NationalDocument found = null;
    for (String identifier : pid.repetitions(3)) {
      String type = pid.component(3, identifier, 5);
      found = one(found, document(type, pid.component(3, identifier, 1), 3), 3);
    }
    return one(found, document(Hl7Profile.PID_19, pid.component(19, 1), 19), 19);
  }

  /**
   * What two places say together.
   *
   * @param field where the later one stands
   */
  private @Nullable NationalDocument one(
      @Nullable NationalDocument earlier, @Nullable NationalDocument later, int field) {
    if (earlier == null || later == null) {
      return earlier == null ? later : earlier;
    }
    // As for the register: the X of a resident's number is the same in both cases.
    if (!earlier.type().equals(later.type())
        || !earlier.number().equalsIgnoreCase(later.number())) {
      throw Hl7Values.refused(RefusalReason.SEVERAL_DOCUMENTS, pid, field);
    }
    return earlier;
  }

  /** The document of an identifier; null when its type is none or it has no number. */
  private @Nullable NationalDocument document(String identifierType, String number, int field) {
    String type = profile.nationalDocumentTypes().get(identifierType);
    if (type == null || number.isEmpty()) {
      return null;
    }
    try {
      return new NationalDocument(type, number);
    } catch (BrokenRuleException e) {
      throw new Hl7Refused(new Hl7Refusal(RefusalCode.VALUE_MALFORMED, pid.at(field), e.reason()));
    }
  }

  /** The identifier of type MR, else the first one that is no national document. */
  private @Nullable String recordNumber() {
    String first = "";
    for (String identifier : pid.repetitions(3)) {
      String type = pid.component(3, identifier, 5);
      if (type.equals("MR")) {
        return Hl7Values.text(pid, 3, pid.component(3, identifier, 1), 64);
      }
      if (first.isEmpty() && !profile.nationalDocumentTypes().containsKey(type)) {
        first = pid.component(3, identifier, 1);
      }
    }
    return Hl7Values.text(pid, 3, first, 64);
  }

  @Override
  public String toString() {
    return "PatientSegment[masked]";
  }
}
