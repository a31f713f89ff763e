package org.yipiao.ledger.protocol.proposal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * What a member would have changed: the content alone, for no ledger, epoch or time yet. Whoever
 * makes keys hands their public halves on in such a file. JSON in one spelling; {@code says} is for
 * people, and a file in which it is not what the content says is refused.
 *
 * @param content 1 to 3 072 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by equals below
public record ChangeDraft(OperationType type, byte[] content) {

  /** The file's member {@code format}. */
  public static final String FORMAT = "yipiao-change-draft-1";

  /** The most bytes of a file. */
  public static final int MOST_BYTES = 16_384;

  /**
   * @throws FormatException unless the content is of its format and can be what it says
   */
  public ChangeDraft {
    content = content.clone();
    ChangeFacts.of(operation(type, content));
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  /** What the content says, in the order of its fields, the operation first. */
  public Map<String, String> says() {
    Map<String, String> says = new LinkedHashMap<>();
    says.put("operation", type.name());
    says.putAll(ChangeFacts.of(operation(type, content)));
    return says;
  }

  /** The operation without any approval. */
  public MembershipOperation operation() {
    return operation(type, content);
  }

  private static MembershipOperation operation(OperationType type, byte[] content) {
    return ChangeFacts.operation(Approved.by(new Agreement(type, content, 0, 0), List.of()));
  }

  /** The file's bytes. */
  public byte[] encode() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("says", says());
    json.put("content", Base64Text.encode(content));
    return JsonText.write(json);
  }

  /**
   * @throws FormatException unless the bytes are exactly what {@link #encode} gives
   */
  public static ChangeDraft decode(byte[] file) {
    if (file.length > MOST_BYTES) {
      throw new FormatException(ProposalFault.TOO_LARGE, file.length, MOST_BYTES);
    }
    JsonObject in = JsonObject.parse(file);
    if (!in.text("format").equals(FORMAT)) {
      throw new FormatException(ProposalFault.OTHER_FORMAT, FORMAT);
    }
    JsonObject says = in.object("says");
    var draft = new ChangeDraft(type(says.text("operation")), in.base64("content"));
    in.end();
    ChangeFacts.compare(says, draft.says());
    if (!Arrays.equals(draft.encode(), file)) {
      throw new FormatException(ProposalFault.SPELLING);
    }
    return draft;
  }

  /** The content alone does not say which operation it is of. */
  private static OperationType type(String name) {
    for (OperationType type : OperationType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new FormatException(ProposalFault.UNUSABLE_FIELD, "operation");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangeDraft that
        && type == that.type
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The operation and its content's digest. */
  @Override
  public String toString() {
    return "ChangeDraft[" + type + ", " + Digest.sha256(content) + "]";
  }
}
