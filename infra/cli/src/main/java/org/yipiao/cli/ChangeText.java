package org.yipiao.cli;

import org.yipiao.platform.reason.ReasonCode;

/**
 * What {@code change} and {@code validator} say to people. Names of operations, kinds, purposes and
 * outcomes, and JSON, are the same in each language.
 */
enum ChangeText implements ReasonCode {
  /** Parameters: the file, and why. */
  CANNOT_READ,
  /** Parameters: the file, and why. */
  CANNOT_WRITE,
  /** Parameter: the file. */
  FILE_EXISTS,
  /** Parameters: the file, and what is wrong with it. */
  UNREADABLE_FILE,
  /** Parameter: the file. */
  CANNOT_OPEN,
  /** Parameter: the file. */
  OPEN_TO_OTHERS,
  /** Parameter: the file. */
  NO_TOKEN,
  /** Parameter: what went wrong with each node. */
  NO_NODE_SAYS_WHO,
  /** Parameters: the nodes that agree, how many have to, and what the others say or nothing. */
  TOO_FEW_AGREE,
  /** Parameter: what each of them says. */
  OTHERS_SAY,

  /** Parameters: number, name, kind, credit code. */
  ADMITS,
  /** Parameter: where its engine listens. */
  AS_VALIDATOR,
  /** Parameters: the purpose, and the member's number. */
  ROTATES,
  /** Parameter: the member's number. */
  SUSPENDS,
  /** Parameters: the version, and the height. */
  ACTIVATES,
  /** Parameters: number, name, kind. */
  MEMBER_IS,
  /** Parameters: which key, and its digest. */
  KEY,
  TRANSACTION_KEY,
  LOG_KEY,
  COSIGNING_KEY,
  ENGINE_CERTIFICATE,
  POST_QUANTUM_KEY,
  OLD_KEY,
  NEW_KEY,
  /** Parameter: the version that executes now. */
  VERSION_NOW,
  /** Parameters: how many validators there are, and how many of them are needed. */
  VALIDATORS_NOW,
  /** Parameters: how many validators there would be, and how many of them would be needed. */
  VALIDATORS_THEN,
  /** Parameters: the ledger's id and its name. */
  LEDGER,
  /** Parameters: the epoch, and the time. */
  VALID_IN,

  /** Parameters: number, name, key id. */
  APPROVED_BY,
  /** Parameters: number, the outcome, and its sentence. */
  VOID_APPROVAL,
  /** Parameters: how many count, how many are needed, how many are missing. */
  MISSING,
  /** Parameters: how many count, and how many are needed. */
  ENOUGH,
  /** Parameters: how many count, and how many are needed; something else speaks against it. */
  COUNTED,
  /** Parameters: the height, and how many nodes say the same. */
  AS_NODES_SAY,
  /** Parameters: the nodes that say it, how many have to, and the height. */
  SAID_ALONE,
  /** Parameter: the node, and what it says. */
  SAYS_OTHERWISE,
  AS_GENESIS_SAYS,

  /** Parameters: number, name, key id. */
  WOULD_APPROVE,
  SIGN_THIS,
  NOT_AGREED,
  NOBODY_TO_ASK,

  /** Parameters: its ledger, and ours. */
  OTHER_LEDGER,
  /** Parameters: its epoch, and the present one. */
  OTHER_EPOCH,
  /** Parameter: its epoch. */
  EPOCH_UNKNOWN,
  /** Parameter: the time. */
  EXPIRED,
  /** Parameters: number, name. */
  ALREADY_APPROVED,
  /** Parameter: the key's id. */
  NOT_A_VALIDATORS_KEY,
  /** Parameter: the key's id. */
  NOBODYS_KEY,
  /** Parameters: the file, the operation that is wanted, and the one that is in it. */
  OTHER_OPERATION,
  /** Parameters: the operation, and the contract's version. */
  NOT_UNDER_VERSION,
  /** Parameters: the outcome, and its sentence. */
  WOULD_BE_REFUSED,
  /** Parameters: the outcome, how many validators there are, and how many there may be. */
  TOO_MANY_VALIDATORS,
  /** Parameters: the version, and the newest one that this program has. */
  VERSION_NOT_HERE,
  /** Parameters: the height, the present one, and how many blocks ahead it may be. */
  HEIGHT_TOO_FAR,
  /** Parameters: bytes with a quorum's approvals, how many these are, and the most bytes. */
  TOO_LARGE_WITH_APPROVALS,

  /** Parameter: the file. */
  PROPOSED,
  /** Parameters: number, name, the file. */
  APPROVED,
  /** Parameter: the file. */
  MERGED,
  /** Parameter: the folder. */
  KEYS_MADE,
  /** Parameter: the file. */
  HAND_ON,

  /** Parameter: the file. */
  OTHER_TRANSACTION,
  /** Parameters: the leaf, and the checkpoint's size. */
  APPLIED,
  /** Parameters: the outcome, its sentence, the leaf, and the checkpoint's size. */
  REFUSED,
  /** Parameters: the code, and the node's words. */
  NOT_ACCEPTED,
  /** Parameter: what went wrong with each node. */
  NOT_TAKEN,
  /** Parameter: what each node said. */
  NO_SCOPE,
  /** Parameters: the transaction, and what went wrong with nodes. */
  PENDING,
  /** Parameter: the transaction. */
  EXPIRED_UNDECIDED,
  /** Parameter: the transaction. */
  EXPIRED_FOR_GOOD;

  @Override
  public String bundle() {
    return "org.yipiao.cli.messages";
  }

  @Override
  public String key() {
    return "change." + name();
  }
}
