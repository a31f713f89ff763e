package org.yipiao.ledger.protocol.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * A final block as it is published on the topic {@code ledger.blocks.v1}, under its height as key:
 * {@code {format, height, firstLeaf, leaves, checkpoint}}. Consumers verify the checkpoint
 * themselves, and that the leaves continue the log they know.
 *
 * @param height 0 for the genesis block
 * @param firstLeaf the index of its first leaf in the log
 * @param leaves all of them, the header last
 * @param checkpoint the note of the block's checkpoint with a quorum of cosignatures
 */
public record FinalBlock(long height, long firstLeaf, List<byte[]> leaves, String checkpoint) {

  /** The value of the member {@code format}. */
  public static final String FORMAT = "yipiao-block-1";

  /** The Kafka topic. */
  public static final String TOPIC = "ledger.blocks.v1";

  public FinalBlock {
    leaves = List.copyOf(leaves);
    if (height < 0 || firstLeaf < 0 || leaves.isEmpty()) {
      throw new FormatException("block " + height);
    }
  }

  /** The event's bytes, JSON in UTF-8. */
  public byte[] encode() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("height", height);
    json.put("firstLeaf", firstLeaf);
    json.put("leaves", leaves.stream().map(Base64Text::encode).toList());
    json.put("checkpoint", checkpoint);
    return JsonText.write(json);
  }

  /**
   * @throws FormatException unless the bytes are one JSON object with exactly these members
   */
  public static FinalBlock decode(byte[] json) {
    JsonObject in = JsonObject.parse(json);
    if (!in.text("format").equals(FORMAT)) {
      throw new FormatException("$.format is not " + FORMAT);
    }
    var block =
        new FinalBlock(
            in.integer("height", 0, Long.MAX_VALUE),
            in.integer("firstLeaf", 0, Long.MAX_VALUE),
            in.texts("leaves").stream().map(Base64Text::decode).toList(),
            in.text("checkpoint"));
    in.end();
    return block;
  }
}
