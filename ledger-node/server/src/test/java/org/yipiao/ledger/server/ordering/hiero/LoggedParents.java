package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.platform.event.GossipEvent;
import com.hedera.pbj.runtime.ParseException;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an engine's events follow, by its event log. */
final class LoggedParents {

  private LoggedParents() {}

  /** The most events that an own one of the newest files follows; 0 without any. */
  static int most(Path engineDirectory, int member) throws IOException, ParseException {
    int most = 0;
    for (EventFiles.One file : EventFiles.newest(engineDirectory, member, Long.MAX_VALUE).all()) {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file.path()));
      bytes.getInt(); // the version
      while (bytes.remaining() > Integer.BYTES) {
        int length = bytes.getInt();
        if (length == 0 || length > bytes.remaining()) {
          break; // the engine is still writing there
        }
        byte[] content = new byte[length];
        bytes.get(content);
        GossipEvent event = GossipEvent.PROTOBUF.parse(Bytes.wrap(content));
        if (event.eventCoreOrThrow().creatorNodeId() == member) {
          most = Math.max(most, event.parents().size());
        }
      }
    }
    return most;
  }
}
