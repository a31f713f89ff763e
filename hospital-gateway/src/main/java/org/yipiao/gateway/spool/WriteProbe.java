package org.yipiao.gateway.spool;

/** Called around each durable write, so that a test can end the process at exactly that point. */
interface WriteProbe {

  WriteProbe NONE =
      new WriteProbe() {
        @Override
        public void before(Step step) {}

        @Override
        public void after(Step step) {}
      };

  /** The durable writes. */
  enum Step {
    ACCEPT,
    RANGES,
    BATCH,
    RESOLVE
  }

  void before(Step step);

  void after(Step step);
}
