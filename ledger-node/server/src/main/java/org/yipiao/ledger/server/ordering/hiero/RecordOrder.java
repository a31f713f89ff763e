package org.yipiao.ledger.server.ordering.hiero;

/**
 * In which order records are added to an empty tree to come to their places: the one that is added
 * and the first of those that are there become the children of the place where that one was.
 */
final class RecordOrder {

  private RecordOrder() {}

  /**
   * Which record comes when, of at least two.
   *
   * @param size how many there are
   * @return their numbers in the order of the tree, from 0
   */
  static int[] of(int size) {
    int[] addedAt = new int[2 * size];
    addedAt[2] = 1;
    for (int turn = 2; turn < size; turn++) {
      int first = turn - 1;
      addedAt[2 * first + 1] = addedAt[first];
      addedAt[2 * first + 2] = turn;
    }
    int[] order = new int[size];
    for (int index = 0; index < size; index++) {
      order[addedAt[size - 1 + index]] = index;
    }
    return order;
  }
}
