package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Bad batches: each has its own refusal, which names field and reason; nothing is stored half. */
abstract class RefusedBatches extends RunningRegister {

  /** What the register holds of this test's numbers, which nobody else has, and of one batch. */
  final List<Long> rows(String batchId) {
    var rows = new ArrayList<Long>();
    for (String table : List.of("invoice WHERE invoice_id", "status_change WHERE subject")) {
      rows.add(count(table + " BETWEEN ? AND ?", nextId, nextId + 200));
    }
    for (String table :
        List.of(
            "batch WHERE batch_id",
            "ledger_transaction WHERE subject",
            "status_change WHERE subject")) {
      rows.add(count(table + " = ?", batchId));
    }
    return rows;
  }

  private long count(String what, Object... parameters) {
    return jdbc.sql("SELECT COUNT(*) FROM " + what).params(parameters).query(Long.class).single();
  }

  /** Posts a batch and sees that it left nothing at all. */
  final Reply refused(int status, String code, String body) throws Exception {
    var named = Pattern.compile("\"batchId\":\"([0-9a-f]{32})\"").matcher(body);
    String batchId = named.find() ? named.group(1) : "none";
    List<Long> before = rows(batchId);
    Reply reply = call(hospital(), "POST", "/v1/batches", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.json().path("code").asString()).isEqualTo(code);
    assertThat(rows(batchId)).as("rows after the refusal").isEqualTo(before);
    return reply;
  }

  /** The same for batches of which some documents are at fault. */
  final void refusedFor(List<IssuedDocument> issued, String pointer, String code) throws Exception {
    refusedFor(HOSPITAL.sign(issued), issued, pointer, code);
  }

  final void refusedFor(
      SignedTransaction tx, List<IssuedDocument> issued, String pointer, String code)
      throws Exception {
    Reply reply = refused(422, "BATCH_REFUSED", batch(newId(), tx, issued));
    assertThat(reply.json().path("fields").valueStream())
        .as(reply.body())
        .anySatisfy(field -> {
          assertThat(field.path("pointer").asString()).isEqualTo(pointer);
          assertThat(field.path("code").asString()).isEqualTo(code);
          assertThat(field.path("reason").asString()).isNotBlank();
        });
  }

  final IssuedDocument sound() {
    return HOSPITAL.issue(nextId, "R-" + nextId);
  }

  static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  static String body(String batchId, byte[] transaction, List<IssuedDocument> issued) {
    return JSON.writeValueAsString(
        Map.of(
            "batchId",
            batchId,
            "transaction",
            transaction,
            "documents",
            issued.stream()
                .map(one -> Map.of("document", one.compact(), "checkCode", "a1b2c3"))
                .toList()));
  }
}
