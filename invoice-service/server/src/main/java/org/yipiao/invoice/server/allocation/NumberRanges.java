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

  /** The ranges of one hospital. */
  public static final class Allocated {
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    /** Whether the number lies in one of the ranges. */
    public boolean contains(long invoiceId) {
      var range = lastByFirst.floorEntry(invoiceId);
      return range != null && invoiceId <= range.getValue();
    }
  }

  /** The final ranges of a member. */
  public Allocated of(int member) {
    var allocated = new Allocated();
    mapper.finalRanges(member).forEach(r -> allocated.lastByFirst.put(r.firstId(), r.lastId()));
    return allocated;
  }
}
