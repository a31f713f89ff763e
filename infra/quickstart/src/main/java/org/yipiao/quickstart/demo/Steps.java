package org.yipiao.quickstart.demo;

import java.time.Duration;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.supervision.Progress;

/** The start of the parts as lines of the timeline. */
final class Steps implements Progress {

  private final Timeline timeline;

  Steps(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public void starting(String part) {
    timeline.say(part, "starting");
  }

  @Override
  public void serving(String part, Duration took) {
    timeline.say(part, "serves after " + took.toMillis() + " ms");
  }

  @Override
  public void ended(String part, int exit, Duration nextStartIn) {
    timeline.say(
        part, "ended with %d; starts again in %d ms".formatted(exit, nextStartIn.toMillis()));
  }

  @Override
  public void stopped(String part) {
    timeline.say(part, "stopped");
  }

  @Override
  public void note(String text) {
    timeline.say("yipiao", text);
  }
}
