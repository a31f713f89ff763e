package org.yipiao.gateway.hl7;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;

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

  private @Nullable NationalDocument document() {
    Set<NationalDocument> documents = new LinkedHashSet<>();
    for (String identifier : pid.repetitions(3)) {
      String type = profile.nationalDocumentTypes().get(pid.component(3, identifier, 5));
      String number = pid.component(3, identifier, 1);
      if (type != null && !number.isEmpty()) {
        documents.add(document(type, number, 3));
      }
    }
    String type = profile.nationalDocumentTypes().get(Hl7Profile.PID_19);
    String number = pid.component(19, 1);
    if (type != null && !number.isEmpty()) {
      documents.add(document(type, number, 19));
    }
    if (documents.size() > 1) {
      throw Hl7Values.refused(
          RefusalCode.PERSON_AMBIGUOUS, pid, 3, "more than one national document");
    }
    return documents.isEmpty() ? null : documents.iterator().next();
  }

  private NationalDocument document(String type, String number, int field) {
    try {
      return new NationalDocument(type, number);
    } catch (IllegalArgumentException e) {
      throw Hl7Values.refused(
          RefusalCode.VALUE_MALFORMED, pid, field, String.valueOf(e.getMessage()));
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
