package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.ordering.hiero.EngineFolder;
import org.yipiao.ledger.server.ordering.hiero.EventLog;

/**
 * Looks at the event log that is there when a node starts, before an engine begins with it, and
 * says what is damaged. The engine takes that for what a crash has cut off: it says nothing, goes
 * on without what is behind it, and hears it from the others before it speaks. So nothing else is
 * done about it.
 */
final class EngineLook {

  private static final Logger LOG = LoggerFactory.getLogger(EngineLook.class);

  /**
   * Of the newest files: a start shall take no second more for it. Their own events prove each
   * other; what others signed the engine hears again from them.
   */
  private static final EventLog.Reach REACH = new EventLog.Reach(16 << 20, 0);

  private final Path engine;
  private final int member;
  private boolean looked;
  private volatile Optional<String> found = Optional.empty();

  /**
   * @param engine the engine's folder, which may be missing
   */
  EngineLook(Path engine, int member) {
    this.engine = engine;
    this.member = member;
  }

  /** Looks, unless it was looked before. */
  void once() {
    if (looked) {
      return;
    }
    looked = true;
    try {
      EventLog.Content content = EngineFolder.newestEvents(engine, member, REACH);
      found = content.faults().stream().map(EventLog.Fault::toString).findFirst();
      found.ifPresent(fault ->
          LOG.error(
              "the engine's event log is damaged: {}; the engine goes on without what is"
                  + " behind it, and hears it from the others before it speaks (the runbook's"
                  + " page: An engine's folder is damaged)",
              fault));
      if (found.isEmpty() && !content.cutOff().isEmpty()) {
        LOG.info(
            "the engine's event log ends as a crash leaves it, in {}", content.cutOff().getLast());
      }
    } catch (IOException | RuntimeException e) { // The engine may be able to.
      LOG.warn("the engine's event log cannot be looked at", e);
    }
  }

  /** What is damaged, of several the first; empty where nothing is, or it cannot be looked at. */
  Optional<String> found() {
    return found;
  }
}
