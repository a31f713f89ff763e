package org.yipiao.ledger.server.simulation;

/** A promise that did not hold. */
final class BrokenPromise extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final Promise promise;

  BrokenPromise(Promise promise, String how) {
    super(promise + " (" + promise.sentence() + "): " + how);
    this.promise = promise;
  }

  Promise promise() {
    return promise;
  }
}
