package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;

/** The members of a simulated consortium: what they sign with, and what they sign. */
final class SimulatedMembers {

  private final DevelopmentConsortium files;
  private final Genesis genesis;
  private final InstantSource clock;
  private final RandomGenerator transactionIds;

  /**
   * @param seed of the ids of transactions
   */
  SimulatedMembers(DevelopmentConsortium files, Genesis genesis, InstantSource clock, long seed) {
    this.files = files;
    this.genesis = genesis;
    this.clock = clock;
    this.transactionIds = new Random(seed);
  }

  /** What a validator's node signs with. */
  NodeKeys keys(int member) throws IOException {
    return NodeKeys.load(
        member == SimulatedConsortium.GUEST ? guestsKeys() : files.keys(development(member)));
  }

  /** The folder of a founder's keys. */
  Path keysOf(int member) {
    return files.keys(development(member));
  }

  /** The folder for the guest's keys. */
  Path guestsKeys() {
    return files.directory().resolve("members").resolve("guest");
  }

  /** A founder's key for cosigning, that of the genesis. */
  Cosigner cosigner(int member) throws IOException {
    return keys(member).cosigner(founder(member).cosigningKey()).orElseThrow();
  }

  /** A founder's key for archives, that of the genesis. */
  PostQuantumCosigner postQuantumCosigner(int member) throws IOException {
    var key = Objects.requireNonNull(founder(member).postQuantumKey(), "a key for archives");
    return keys(member).postQuantum(key).orElseThrow();
  }

  private GenesisValidator founder(int member) {
    return Roster.of(genesis).validator(member).orElseThrow();
  }

  SignedTransaction sign(DevelopmentMember member, List<? extends Operation> operations)
      throws IOException {
    var key = transactionKey(member);
    var id = TransactionId.random(transactionIds);
    return signed(member.number().value(), key, key, id, soon(), operations);
  }

  /** One in a member's name by a key that may be another's, which it says is its own. */
  SignedTransaction signed(
      int member,
      DevelopmentMember signer,
      TransactionId id,
      Instant expiry,
      List<? extends Operation> operations)
      throws IOException {
    var named = transactionKey(development(member));
    return signed(member, named, transactionKey(signer), id, expiry, operations);
  }

  /** One in a member's name under another's key, and named as that. */
  SignedTransaction underItsKey(
      int member, DevelopmentMember signer, TransactionId id, List<? extends Operation> operations)
      throws IOException {
    var key = transactionKey(signer);
    return signed(member, key, key, id, soon(), operations);
  }

  private SignedTransaction signed(
      int member,
      KeyFiles.KeyEntry named,
      KeyFiles.KeyEntry signer,
      TransactionId id,
      Instant expiry,
      List<? extends Operation> operations) {
    return SignedTransaction.sign(
        genesis.ledgerId(), member, idOf(named), id, expiry, false, operations, signer(signer));
  }

  /** A change with the approvals of some validators, each by its transaction key. */
  Approved approved(Agreement agreement, int... approvers) throws IOException {
    List<Approval> approvals = new ArrayList<>();
    for (int approver : approvers) {
      var key = transactionKey(development(approver));
      approvals.add(Approval.sign(genesis.ledgerId(), agreement, approver, idOf(key), signer(key)));
    }
    return Approved.by(agreement, approvals);
  }

  private KeyFiles.KeyEntry transactionKey(DevelopmentMember member) throws IOException {
    return KeyFiles.load(files.transactionKey(member));
  }

  private static int idOf(KeyFiles.KeyEntry key) {
    return KeyId.of(key.certificate().getPublicKey());
  }

  private MessageSigner signer(KeyFiles.KeyEntry key) {
    return genesis.signatureSuite(new SecureRandom()).signer(key.privateKey());
  }

  private Instant soon() {
    return clock.instant().plusSeconds(600);
  }

  private static DevelopmentMember development(int member) {
    return Arrays.stream(DevelopmentMember.values())
        .filter(one -> one.number().value() == member)
        .findFirst()
        .orElseThrow();
  }
}
