package org.yipiao.bff.upstream;

/** A service behind has answered with more than is read. */
public final class AnswerTooLargeException extends RuntimeException {

  private final int mostBytes;

  AnswerTooLargeException(int mostBytes) {
    super("an answer of more than " + mostBytes + " bytes", null, false, false);
    this.mostBytes = mostBytes;
  }

  int mostBytes() {
    return mostBytes;
  }
}
