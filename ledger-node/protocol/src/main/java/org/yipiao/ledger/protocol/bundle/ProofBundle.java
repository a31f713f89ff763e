package org.yipiao.ledger.protocol.bundle;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * A document with the proof that it was issued: one JSON object {@code {document, leaf, proof}}.
 *
 * @param document the SD-JWT, compact, with its disclosures
 * @param leaf the leaf's bytes
 * @param proof the text of a {@link TlogProof}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by encode(), never by equals
public record ProofBundle(String document, byte[] leaf, String proof) {

  /** The most bytes of a bundle that is read. */
  public static final int MAX_BYTES = 16 << 20;

  /** The bundle's JSON, UTF-8. */
  public byte[] encode() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("document", document);
    json.put("leaf", Base64Text.encode(leaf));
    json.put("proof", proof);
    return JsonText.write(json);
  }

  /**
   * @throws FormatException unless the bytes are one JSON object with exactly these members
   */
  public static ProofBundle decode(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new FormatException("a bundle of " + json.length + " bytes");
    }
    JsonObject in = JsonObject.parse(json);
    var bundle = new ProofBundle(in.text("document"), in.base64("leaf"), in.text("proof"));
    in.end();
    return bundle;
  }

  /** Says how large the document is, nothing of what it says. */
  @Override
  public String toString() {
    return "ProofBundle[document of " + document.length() + " characters]";
  }
}
