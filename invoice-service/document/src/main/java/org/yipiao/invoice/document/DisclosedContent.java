package org.yipiao.invoice.document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.BrokenRuleException;
import tools.jackson.databind.JsonNode;

/**
 * The disclosed part of a document. Which lines and diagnoses are hidden cannot be seen; that all
 * lines are there shows by their sum.
 */
public record DisclosedContent(
    Optional<Issuer> issuer,
    Optional<String> businessNumber,
    Optional<Payer> payer,
    Optional<Encounter> encounter,
    Optional<CoverageType> coverage,
    Optional<MoneyBlock> money,
    List<CategoryAmount> categories,
    List<Diagnosis> diagnoses,
    List<InvoiceLine> lines) {

  static DisclosedContent of(InvoiceDocument document) {
    var reader = new Reader(document);
    var content =
        new DisclosedContent(
            reader.issuer(),
            reader.text(ClaimNames.BUSINESS_NUMBER),
            reader.payer(),
            reader.node(ClaimNames.ENCOUNTER).map(Reader::encounter),
            reader
                .text(ClaimNames.COVERAGE)
                .map(text -> Fields.constant(ClaimNames.COVERAGE, text, CoverageType.class)),
            reader.node(ClaimNames.MONEY).map(Reader::money),
            reader.node(ClaimNames.CATEGORIES).map(Reader::categories).orElse(List.of()),
            reader.diagnoses(),
            reader.lines());
    reader.end();
    return content;
  }

  /** Whether the disclosed lines sum to the document's total: a payer requires it. */
  public boolean linesSumTo(Money total) {
    return lines.stream().mapToLong(line -> line.amount().fen()).sum() == total.fen();
  }

  /** The latest day of care that is disclosed: it is never after the issue date. */
  public Optional<LocalDate> lastDayOfCare() {
    Stream<LocalDate> ends = encounter.stream().map(DisclosedContent::end);
    Stream<LocalDate> services = lines.stream().map(InvoiceLine::serviceDate);
    return Stream.concat(ends, services).max(LocalDate::compareTo);
  }

  private static LocalDate end(Encounter encounter) {
    LocalDate discharge = encounter.discharge();
    return discharge == null || discharge.isBefore(encounter.date()) ? encounter.date() : discharge;
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "DisclosedContent[" + lines.size() + " lines]";
  }

  private static final class Reader {
    private final InvoiceDocument document;
    private final HashSet<String> unread;

    Reader(InvoiceDocument document) {
      this.document = document;
      this.unread = new HashSet<>(document.disclosedNames());
    }

    Optional<JsonNode> node(String name) {
      unread.remove(name);
      return document.disclosed(name);
    }

    Optional<String> text(String name) {
      return node(name)
          .map(value -> {
            if (!value.isString()) {
              throw new MalformedClaimException(name);
            }
            return value.stringValue();
          });
    }

    Optional<Issuer> issuer() {
      return node(ClaimNames.ISSUER)
          .map(value -> {
            var fields = new Fields(ClaimNames.ISSUER, value);
            try {
              var issuer =
                  new Issuer(
                      document.member(),
                      fields.text("name"),
                      document.issuerCode(),
                      fields.text("region_code"),
                      ZoneId.of(fields.text("zone")));
              fields.end();
              return issuer;
            } catch (DateTimeException e) {
              throw new MalformedClaimException("issuer/zone");
            }
          });
    }

    Optional<Payer> payer() {
      Optional<NationalDocument> identity =
          node(ClaimNames.PAYER_DOCUMENT)
              .map(value -> {
                var fields = new Fields(ClaimNames.PAYER_DOCUMENT, value);
                var read = identity(fields.text("type"), fields.text("number"));
                fields.end();
                return read;
              });
      Optional<String> phone = text(ClaimNames.PAYER_PHONE);
      Optional<String> record = text(ClaimNames.PAYER_RECORD);
      return text(ClaimNames.PAYER_NAME)
          .map(name ->
              new Payer(name, identity.orElse(null), phone.orElse(null), record.orElse(null)));
    }

    private static NationalDocument identity(String type, String number) {
      try {
        return new NationalDocument(type, number);
      } catch (BrokenRuleException e) {
        throw new MalformedClaimException(ClaimNames.PAYER_DOCUMENT);
      }
    }

    static Encounter encounter(JsonNode value) {
      var fields = new Fields(ClaimNames.ENCOUNTER, value);
      var encounter =
          new Encounter(
              fields.constant("type", EncounterType.class),
              fields.date("date"),
              fields.optionalDate("discharge"),
              fields.optionalText("department"),
              fields.optionalText("visit_number"),
              fields.optionalText("facility_type"));
      fields.end();
      return encounter;
    }

    static MoneyBlock money(JsonNode value) {
      var fields = new Fields(ClaimNames.MONEY, value);
      var money =
          new MoneyBlock(
              fields.fen("fund_pay_fen"),
              fields.fen("other_pay_fen"),
              fields.fen("account_pay_fen"),
              fields.fen("cash_pay_fen"),
              fields.optionalFen("self_pay_fen"),
              fields.optionalFen("own_expense_fen"),
              fields.optionalFen("prepaid_fen"),
              fields.optionalFen("topped_up_fen"),
              fields.optionalFen("refunded_fen"));
      fields.end();
      return money;
    }

    static List<CategoryAmount> categories(JsonNode value) {
      if (!value.isArray()) {
        throw new MalformedClaimException(ClaimNames.CATEGORIES);
      }
      var categories = new ArrayList<CategoryAmount>();
      for (JsonNode one : value) {
        var fields = new Fields(ClaimNames.CATEGORIES, one);
        categories.add(
            new CategoryAmount(
                fields.constant("category", FeeCategory.class), fields.fen("amount_fen")));
        fields.end();
      }
      return List.copyOf(categories);
    }

    List<Diagnosis> diagnoses() {
      var diagnoses = new ArrayList<Diagnosis>();
      for (int i = 0; i < DraftChecks.MAX_DIAGNOSES; i++) {
        String name = ClaimNames.diagnosis(i);
        node(name)
            .ifPresent(value -> {
              var fields = new Fields(name, value);
              diagnoses.add(
                  new Diagnosis(
                      fields.text("code"), fields.text("system"), fields.optionalText("text")));
              fields.end();
            });
      }
      return List.copyOf(diagnoses);
    }

    List<InvoiceLine> lines() {
      var names = document.disclosedNames().stream().filter(n -> n.startsWith("line_")).sorted();
      return names.map(name -> line(name, node(name).orElseThrow())).toList();
    }

    private static InvoiceLine line(String name, JsonNode value) {
      if (!name.matches("line_[0-9]{4}")) {
        throw new MalformedClaimException("lines");
      }
      var fields = new Fields(name, value);
      var line =
          new InvoiceLine(
              fields.text("item_code"),
              fields.text("name"),
              fields.constant("category", FeeCategory.class),
              fields.optionalText("unit"),
              fields.optionalText("specification"),
              fields.decimal("unit_price"),
              fields.decimal("quantity"),
              fields.fen("amount_fen"),
              fields.constant("catalogue_class", CatalogueClass.class),
              fields.decimal("prepay_ratio"),
              fields.optionalDecimal("price_cap"),
              fields.date("service_date"),
              fields.optionalText("trace_code"));
      fields.end();
      return line;
    }

    void end() {
      if (!unread.isEmpty()) {
        throw new IllegalArgumentException("disclosed claims that the format does not know");
      }
    }
  }
}
