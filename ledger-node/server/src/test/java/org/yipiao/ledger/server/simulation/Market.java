package org.yipiao.ledger.server.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What members know of each other's invoices: what was final when they last heard of it. */
final class Market {

  static final int BUREAU = 1;
  static final int AGENCY = 2;
  static final int INSURER = 3;
  static final int HOSPITAL = 4;
  static final int OTHER_HOSPITAL = 5;
  static final int OTHER_INSURER = 6;

  /** An invoice as people have it in hand. */
  static final class Paper {
    final long number;
    final int hospital;
    final long claimableFen;
    boolean out;

    Paper(long number, int hospital, long claimableFen) {
      this.number = number;
      this.hospital = hospital;
      this.claimableFen = claimableFen;
    }
  }

  private final List<Paper> issued = new ArrayList<>();
  private final Map<Integer, List<Long>> free = new HashMap<>();

  /** A hospital got numbers. */
  void allocated(int hospital, long first, int count) {
    List<Long> numbers = free.computeIfAbsent(hospital, _ -> new ArrayList<>());
    for (int i = 0; i < count; i++) {
      numbers.add(first + i);
    }
  }

  /** Takes a number that a hospital has not used. */
  Optional<Long> number(int hospital) {
    List<Long> numbers = free.getOrDefault(hospital, List.of());
    return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers.removeFirst());
  }

  void issued(Paper invoice) {
    issued.add(invoice);
  }

  /** Any of the newer ones. */
  Optional<Paper> any(SplittableRandom random) {
    int from = Math.max(0, issued.size() - 12);
    return issued.isEmpty()
        ? Optional.empty()
        : Optional.of(issued.get(random.nextInt(from, issued.size())));
  }

  /** Any of a hospital's. */
  Optional<Paper> any(SplittableRandom random, int hospital) {
    List<Paper> own = issued.stream().filter(one -> one.hospital == hospital).toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(own.get(random.nextInt(own.size())));
  }
}
