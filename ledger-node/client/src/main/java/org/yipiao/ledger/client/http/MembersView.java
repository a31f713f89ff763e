package org.yipiao.ledger.client.http;

import java.util.List;

/**
 * Who takes part, as one node's own execution has it.
 *
 * @param contractVersion that executes the next block, unless another is activated at it
 * @param epoch how often the validators have changed
 * @param height of the last executed block
 * @param members in ascending order of their numbers, suspended ones among them
 */
public record MembersView(int contractVersion, long epoch, long height, List<Member> members) {

  public MembersView {
    members = List.copyOf(members);
  }

  /**
   * A member.
   *
   * @param transactionKeys DER SubjectPublicKeyInfo in Base64
   */
  public record Member(
      int number,
      String name,
      String kind,
      String creditCode,
      List<String> transactionKeys,
      boolean suspended) {

    public Member {
      transactionKeys = List.copyOf(transactionKeys);
    }
  }
}
