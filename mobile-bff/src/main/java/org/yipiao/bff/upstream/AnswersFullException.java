package org.yipiao.bff.upstream;

/** So many answers are being read that there is no room for another now. */
public final class AnswersFullException extends RuntimeException {

  AnswersFullException() {
    super("no room for an answer", null, false, false);
  }
}
