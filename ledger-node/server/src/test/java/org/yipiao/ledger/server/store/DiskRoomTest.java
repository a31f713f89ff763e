package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskRoomTest {

  private static final long GIB = 1L << 30;

  @Test
  void keepsHalfAGibibyteOrATwentiethOfASmallDisk() {
    assertThat(DiskRoom.isShort(DiskRoom.RESERVE_BYTES - 1, 100 * GIB)).isTrue();
    assertThat(DiskRoom.isShort(DiskRoom.RESERVE_BYTES, 100 * GIB)).isFalse();
    assertThat(DiskRoom.isShort(GIB / 20 - 1, GIB)).isTrue();
    assertThat(DiskRoom.isShort(GIB / 20, GIB)).isFalse();
  }

  @Test
  void aDiskThatCannotBeAskedIsNotShort() {
    assertThat(DiskRoom.isShort(0, 0)).isFalse();
  }
}
