package org.yipiao.ledger.protocol.trust;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.SignatureType;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Who cosigns the sizes {@code fromSize..toSize}, both inclusive, and whose keys sign them for the
 * log.
 *
 * @param toSize absent while the epoch lasts
 * @param threshold how many distinct members must have cosigned
 * @param cosigners one entry per key; a member may have several
 * @param logKeys of those that sign for the log; none stand for all of the trust root
 */
public record TrustEpoch(
    long fromSize,
    @Nullable Long toSize,
    int threshold,
    List<Member> cosigners,
    List<Vkey> logKeys) {

  /** One in which all log keys of the trust root count. */
  public TrustEpoch(long fromSize, @Nullable Long toSize, int threshold, List<Member> cosigners) {
    this(fromSize, toSize, threshold, cosigners, List.of());
  }

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
    logKeys = List.copyOf(logKeys);
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

  /** The same with other log keys, where it has none of its own. */
  TrustEpoch withLogKeys(List<Vkey> keys) {
    return logKeys.isEmpty() ? new TrustEpoch(fromSize, toSize, threshold, cosigners, keys) : this;
  }

  /** The same with an end. */
  TrustEpoch until(long lastSize) {
    return new TrustEpoch(fromSize, lastSize, threshold, cosigners, logKeys);
  }

  boolean covers(long size) {
    return fromSize <= size && (toSize == null || size <= toSize);
  }
}
