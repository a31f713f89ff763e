package org.yipiao.ledger.client;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.wire.FormatException;
import tools.jackson.core.JacksonException;

/**
 * What proves a ledger's epochs, kept beside what was proven in them: with it an older trust root
 * verifies newer proofs offline ({@link EpochChange#follow}). The file is what {@code GET
 * /v1/epochs} answers, with all pages in one. Nothing of it is true before it was verified.
 */
public final class EpochFile {

  private EpochFile() {}

  /**
   * @param changes in their order
   */
  public static byte[] encode(List<EpochChange> changes) {
    var texts =
        changes.stream()
            .map(change -> Base64.getEncoder().encodeToString(change.encode()))
            .toList();
    long last = changes.isEmpty() ? 0 : changes.getLast().next().number();
    return NodeHttp.JSON.writeValueAsBytes(new EpochPage(texts, last));
  }

  /**
   * @throws FormatException when the bytes are no such file
   */
  public static List<EpochChange> decode(byte[] json) {
    EpochPage page;
    try {
      page = NodeHttp.JSON.readValue(json, EpochPage.class);
    } catch (JacksonException e) {
      throw new FormatException("not a file of epochs");
    }
    if (page == null || page.changes().size() > FollowedTrust.MOST_EPOCHS) {
      throw new FormatException("not a file of epochs");
    }
    List<EpochChange> changes = new ArrayList<>();
    for (String change : page.changes()) {
      try {
        changes.add(EpochChange.decode(Base64.getDecoder().decode(change)));
      } catch (FormatException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw new FormatException("an epoch that is not in base64");
      }
    }
    return changes;
  }
}
