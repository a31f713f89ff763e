package org.yipiao.ledger.protocol.trust;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.SignatureType;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Who cosigns the sizes {@code fromSize..toSize}, both inclusive.
 *
 * @param toSize absent while the epoch lasts
 * @param threshold how many distinct members must have cosigned
 * @param cosigners one entry per key; a member may have several
 */
public record TrustEpoch(
    long fromSize, @Nullable Long toSize, int threshold, List<Member> cosigners) {

  /** A member's cosigning key. */
  public record Member(String name, Vkey vkey) {

    public Member {
      if (vkey.type() == SignatureType.LOG) {
        throw new FormatException(TrustFault.COSIGNER_WITH_LOG_KEY, name);
      }
    }
  }

  public TrustEpoch {
    cosigners = List.copyOf(cosigners);
    if (fromSize < 0 || (toSize != null && toSize < fromSize)) {
      throw new FormatException(
          TrustFault.EPOCH_ENDS_BEFORE_IT_BEGINS, fromSize, String.valueOf(toSize));
    }
    long names = cosigners.stream().map(Member::name).distinct().count();
    if (threshold < 1 || threshold > names) {
      throw new FormatException(TrustFault.THRESHOLD, threshold, names);
    }
    var keys = new LinkedHashSet<Vkey>();
    for (Member member : cosigners) {
      if (!keys.add(member.vkey())) {
        throw new FormatException(TrustFault.COSIGNING_KEY_TWICE);
      }
    }
  }

  public OptionalLong end() {
    return toSize == null ? OptionalLong.empty() : OptionalLong.of(toSize);
  }

  boolean covers(long size) {
    return fromSize <= size && (toSize == null || size <= toSize);
  }
}
