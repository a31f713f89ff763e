package org.yipiao.claims.adjudication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.claims.adjudication.json.CanonicalJson;
import org.yipiao.claims.adjudication.json.JsonFields;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;

/**
 * The steps of one decision in order. Its canonical JSON and the SHA-256 of that are the same for
 * the same case, for ever: the digest stands in the reservation on the ledger.
 */
public record Trace(List<TraceLine> lines) {

  private static final String FORMAT = "yipiao-trace/1";

  public Trace {
    lines = List.copyOf(lines);
  }

  /** ASCII only. */
  public String canonicalJson() {
    return CanonicalJson.write(asJson());
  }

  public byte[] digest() {
    return CanonicalJson.sha256(canonicalJson());
  }

  public String digestHex() {
    return CanonicalJson.sha256Hex(canonicalJson());
  }

  Map<String, Object> asJson() {
    List<Object> written = new ArrayList<>();
    for (TraceLine line : lines) {
      written.add(
          Map.of("step", line.step().name(), "params", line.params(), "amounts", line.amounts()));
    }
    return Map.of("format", FORMAT, "lines", written);
  }

  /**
   * Reads what {@link #canonicalJson()} wrote.
   *
   * @throws UnreadableJsonException naming the field
   */
  public static Trace read(String json) {
    JsonFields fields = JsonFields.parse(json);
    if (!FORMAT.equals(fields.text("format"))) {
      throw fields.refuse("format", ReadingRule.OTHER_FORMAT, FORMAT);
    }
    Trace trace =
        new Trace(
            fields.list(
                "lines",
                0,
                10_000,
                line ->
                    new TraceLine(
                        line.oneOf("step", TraceStep.class),
                        line.object("params", Trace::texts),
                        line.object("amounts", Trace::texts))));
    fields.end();
    return trace;
  }

  private static Map<String, String> texts(JsonFields fields) {
    Map<String, String> texts = new java.util.TreeMap<>();
    for (String name : fields.names()) {
      texts.put(name, fields.text(name));
    }
    return texts;
  }
}
