package org.yipiao.ledger.client;

import java.net.URI;
import java.util.List;

/**
 * On whose word it rests who the members are, what keys they have and who is suspended.
 *
 * @param agree the nodes that say the same of all members, at least one
 * @param needed so many nodes of different validators have to, for one of them to tell the truth
 * @param others nodes that say otherwise or nothing, each with what: {@code uri: what}
 */
public record Witnesses(List<URI> agree, int needed, List<String> others) {

  public Witnesses {
    agree = List.copyOf(agree);
    others = List.copyOf(others);
    if (agree.isEmpty() || needed < 1) {
      throw new IllegalArgumentException("nobody says who takes part");
    }
  }

  /** Whether one of them tells the truth, as long as no more lie than may. */
  public boolean enough() {
    return agree.size() >= needed;
  }
}
