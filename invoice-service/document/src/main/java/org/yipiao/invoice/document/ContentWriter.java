package org.yipiao.invoice.document;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a draft as the document's claims. */
final class ContentWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ContentWriter() {}

  static ObjectNode visible(CheckedDraft checked, InvoiceId id) {
    InvoiceDraft draft = checked.draft();
    String creditCode = draft.issuer().creditCode().value();
    return NODES
        .objectNode()
        .put("iss", ClaimNames.iss(creditCode))
        .put("member", draft.issuer().member().value())
        .put("issuer_code", creditCode)
        .put("invoice_id", id.toString())
        .put("total_fen", checked.total().fen())
        .put("claimable_fen", checked.claimable().fen())
        .put("currency", ClaimNames.CURRENCY)
        .put("iat", draft.issuedAt().getEpochSecond())
        .put("document_type", draft.encounter().type().documentType())
        .put("vct", ClaimNames.VCT);
  }

  static Map<String, JsonNode> disclosable(CheckedDraft checked) {
    InvoiceDraft draft = checked.draft();
    var claims = new LinkedHashMap<String, JsonNode>();
    claims.put(
        ClaimNames.ISSUER,
        NODES
            .objectNode()
            .put("name", draft.issuer().name())
            .put("region_code", draft.issuer().regionCode())
            .put("zone", draft.issuer().zone().getId()));
    claims.put(ClaimNames.BUSINESS_NUMBER, NODES.stringNode(draft.businessNumber()));
    payer(claims, draft.payer());
    claims.put(ClaimNames.ENCOUNTER, encounter(draft.encounter()));
    claims.put(ClaimNames.COVERAGE, NODES.stringNode(draft.coverage().name()));
    claims.put(ClaimNames.MONEY, money(draft.money()));
    var categories = NODES.arrayNode();
    for (CategoryAmount category : checked.categories()) {
      categories
          .addObject()
          .put("category", category.category().name())
          .put("amount_fen", category.amount().fen());
    }
    claims.put(ClaimNames.CATEGORIES, categories);
    for (int i = 0; i < draft.diagnoses().size(); i++) {
      claims.put(ClaimNames.diagnosis(i), diagnosis(draft.diagnoses().get(i)));
    }
    for (int i = 0; i < draft.lines().size(); i++) {
      claims.put(ClaimNames.line(i), line(draft.lines().get(i)));
    }
    return claims;
  }

  private static void payer(Map<String, JsonNode> claims, Payer payer) {
    claims.put(ClaimNames.PAYER_NAME, NODES.stringNode(payer.name()));
    if (payer.document() != null) {
      claims.put(
          ClaimNames.PAYER_DOCUMENT,
          NODES
              .objectNode()
              .put("type", payer.document().type())
              .put("number", payer.document().number()));
    }
    if (payer.phone() != null) {
      claims.put(ClaimNames.PAYER_PHONE, NODES.stringNode(payer.phone()));
    }
    if (payer.medicalRecordNumber() != null) {
      claims.put(ClaimNames.PAYER_RECORD, NODES.stringNode(payer.medicalRecordNumber()));
    }
  }

  private static ObjectNode encounter(Encounter encounter) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("type", encounter.type().name())
            .put("date", encounter.date().toString());
    if (encounter.discharge() != null) {
      node.put("discharge", encounter.discharge().toString());
    }
    optional(node, "department", encounter.department());
    optional(node, "visit_number", encounter.visitNumber());
    optional(node, "facility_type", encounter.facilityType());
    return node;
  }

  private static ObjectNode money(MoneyBlock money) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("fund_pay_fen", money.fundPay().fen())
            .put("other_pay_fen", money.otherPay().fen())
            .put("account_pay_fen", money.accountPay().fen())
            .put("cash_pay_fen", money.cashPay().fen());
    optional(node, "self_pay_fen", money.selfPay());
    optional(node, "own_expense_fen", money.ownExpense());
    optional(node, "prepaid_fen", money.prepaid());
    optional(node, "topped_up_fen", money.toppedUp());
    optional(node, "refunded_fen", money.refunded());
    return node;
  }

  private static ObjectNode diagnosis(Diagnosis diagnosis) {
    ObjectNode node =
        NODES.objectNode().put("code", diagnosis.code()).put("system", diagnosis.system());
    optional(node, "text", diagnosis.text());
    return node;
  }

  private static ObjectNode line(InvoiceLine line) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("item_code", line.itemCode())
            .put("name", line.name())
            .put("category", line.category().name());
    optional(node, "unit", line.unit());
    optional(node, "specification", line.specification());
    node.put("unit_price", decimal(line.unitPrice()))
        .put("quantity", decimal(line.quantity()))
        .put("amount_fen", line.amount().fen())
        .put("catalogue_class", line.catalogueClass().name())
        .put("prepay_ratio", decimal(line.prepayRatio()));
    if (line.priceCap() != null) {
      node.put("price_cap", decimal(line.priceCap()));
    }
    node.put("service_date", line.serviceDate().toString());
    optional(node, "trace_code", line.traceCode());
    return node;
  }

  private static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static void optional(ObjectNode node, String name, @Nullable String text) {
    if (text != null) {
      node.put(name, text);
    }
  }

  private static void optional(ObjectNode node, String name, @Nullable Money amount) {
    if (amount != null) {
      node.put(name, amount.fen());
    }
  }
}
