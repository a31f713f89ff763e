package org.yipiao.cli;

/** What the command ends with. */
enum ExitCode {
  /** Done; for {@code verify}: valid. */
  OK(0),
  /** Not done; for {@code verify}: a link is broken. */
  FAILED(1),
  /** The command line or an input cannot be read. */
  UNREADABLE(2),
  /** Of {@code verify}: proven that there is none, so that nobody takes it for valid. */
  ABSENT(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
