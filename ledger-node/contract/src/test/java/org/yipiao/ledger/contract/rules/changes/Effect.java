package org.yipiao.ledger.contract.rules.changes;

/**
 * What changes can change of a member and of the ledger.
 *
 * @param isMember whether a member has the number
 * @param hasNewKey whether the key that changes bring for transactions is its
 * @param isSuspended whether what it submits is refused
 * @param isValidator whether it is one of the newest epoch
 * @param epoch the number of that
 * @param activates whether the next version of the contract is agreed to
 */
record Effect(
    boolean isMember,
    boolean hasNewKey,
    boolean isSuspended,
    boolean isValidator,
    long epoch,
    boolean activates) {

  Effect member() {
    return new Effect(true, true, isSuspended, isValidator, epoch, activates);
  }

  Effect newKey() {
    return new Effect(isMember, true, isSuspended, isValidator, epoch, activates);
  }

  Effect suspend() {
    return new Effect(isMember, hasNewKey, true, isValidator, epoch, activates);
  }

  Effect validates(boolean validates) {
    return new Effect(isMember, hasNewKey, isSuspended, validates, epoch, activates);
  }

  Effect epoch(long number) {
    return new Effect(isMember, hasNewKey, isSuspended, isValidator, number, activates);
  }

  Effect activation() {
    return new Effect(isMember, hasNewKey, isSuspended, isValidator, epoch, true);
  }
}
