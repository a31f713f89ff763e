package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole run of {@link KillRun} on a platform of its own. {@code -Dkills=2} makes it shorter,
 * {@code -Dseed=…} repeats one.
 */
@Tag("long")
class KillIT {

  @Test
  void losesNothingAcceptedAndPaysNothingTwiceWhateverIsKilled() throws Exception {
    assertThat(KillRun.run(KillOptions.ofSystemProperties())).isEmpty();
  }
}
