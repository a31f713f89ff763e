package org.yipiao.invoice.server.allocation;

import java.util.TreeMap;
import org.springframework.stereotype.Service;

/** The numbers that hospitals may use: those whose allocation is final. */
@Service
public class NumberRanges {

  private final AllocationMapper mapper;

  NumberRanges(AllocationMapper mapper) {
    this.mapper = mapper;
  }

  /** The ranges of one hospital, each looked up when the first of its numbers is asked for. */
  public final class Allocated {
    private final int member;
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    private Allocated(int member) {
      this.member = member;
    }

    /** Whether the number lies in one of the ranges. */
    public boolean contains(long invoiceId) {
      return covers(invoiceId) || (load(invoiceId) && covers(invoiceId));
    }

    private boolean covers(long invoiceId) {
      var range = lastByFirst.floorEntry(invoiceId);
      return range != null && invoiceId <= range.getValue();
    }

    /** Ranges never overlap: only the last one that begins at or below a number can hold it. */
    private boolean load(long invoiceId) {
      var range = mapper.finalRangeBelow(member, invoiceId);
      range.ifPresent(found -> lastByFirst.put(found.firstId(), found.lastId()));
      return range.isPresent();
    }
  }

  /** The final ranges of a member. */
  public Allocated of(int member) {
    return new Allocated(member);
  }
}
