package org.yipiao.platform.id;

/**
 * The number of a participant of the consortium, unique for ever in its genesis and on its ledger.
 */
public record MemberNumber(int value) implements Comparable<MemberNumber> {

  public MemberNumber {
    if (value < 1) {
      throw new IllegalArgumentException("member numbers start at 1");
    }
  }

  @Override
  public int compareTo(MemberNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
