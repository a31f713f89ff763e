package org.yipiao.claims.server.testing;

import org.jspecify.annotations.Nullable;
import org.yipiao.claims.server.workflow.CrashPoint;
import org.yipiao.claims.server.workflow.CrashSwitch;

/** Dies once at the point that a test names. */
public final class CrashOnce implements CrashSwitch {

  public volatile @Nullable CrashPoint at;

  @Override
  public void reached(CrashPoint point) {
    if (point == at) {
      at = null;
      throw new RunningClaims.Killed();
    }
  }
}
