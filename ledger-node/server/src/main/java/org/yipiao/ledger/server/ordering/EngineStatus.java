package org.yipiao.ledger.server.ordering;

/** What the ordering engine is doing. Only {@link #ACTIVE} means that new payloads get ordered. */
public enum EngineStatus {
  STARTING("The engine reads its last saved state."),
  REPLAYING("The engine replays its own log since the last saved state."),
  OBSERVING("The engine listens to its peers before it speaks, so as never to contradict itself."),
  CHECKING("The engine takes part, but its events are not being ordered yet, or no longer."),
  ACTIVE("The engine takes part and its events are being ordered."),
  BEHIND("The engine has fallen further behind than its peers' memory and seeks their state."),
  RECONNECTING("The engine has taken over its peers' state and is saving it."),
  FREEZING("The engine stops at an agreed point for a change of validators and saves its state."),
  FROZEN("The engine has stopped for a change of validators, until enough others have, too."),
  WAITING("No engine may run here yet, or none any more; the log says what it waits for."),
  FAILED("The engine met a contradiction or a fault it cannot repair, and stands still."),
  STOPPED("The engine was closed.");

  private final String sentence;

  EngineStatus(String sentence) {
    this.sentence = sentence;
  }

  /** The state in one sentence, for health pages and logs. */
  public String sentence() {
    return sentence;
  }

  /** Whether payloads submitted now will be ordered. */
  public boolean ordering() {
    return this == ACTIVE;
  }
}
