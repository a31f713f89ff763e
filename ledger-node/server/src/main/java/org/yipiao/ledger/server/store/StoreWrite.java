package org.yipiao.ledger.server.store;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Tells a recording of JDK Flight Recorder how long each write to the store took; costs nothing
 * while nobody records.
 */
@Name(StoreWrite.NAME)
@Label("Store write")
@Description("A write set was handed to RocksDB")
@Category({"Yipiao", "Ledger node"})
@StackTrace(false)
public final class StoreWrite extends Event {

  /** Names the event in recordings. */
  public static final String NAME = "org.yipiao.StoreWrite";

  @Label("Synced")
  @Description("Whether it waited until the write-ahead log was on the disk")
  boolean synced;

  @Label("Changes")
  int changes;
}
