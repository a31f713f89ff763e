package org.yipiao.ledger.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/** A consortium of six members, four of them validators, whose keys come from fixed seeds. */
public final class SeededConsortium {

  public static final int BUREAU = 1;
  public static final int AGENCY = 2;
  public static final int INSURER = 3;
  public static final int HOSPITAL = 4;
  public static final int OTHER_HOSPITAL = 5;

  /** Numbers of two seeded transaction keys that have one id. */
  public static final int TWIN = 31_794;

  public static final int OTHER_TWIN = 33_364;

  /** Numbers of two seeded log keys that have one id under {@link #ORIGIN}. */
  public static final int TWIN_LOG = 25_525;

  public static final int OTHER_TWIN_LOG = 45_551;

  public static final String ORIGIN = "yipiao.invalid/test";
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final List<String> NAMES =
      List.of("bureau", "agency", "insurer", "hospital-one", "hospital-two", "insurer-two");
  private static final List<MemberKind> KINDS =
      List.of(
          MemberKind.REGULATOR,
          MemberKind.PAYER,
          MemberKind.PAYER,
          MemberKind.HOSPITAL,
          MemberKind.HOSPITAL,
          MemberKind.PAYER);
  private static final int VALIDATORS = 4;
  private static final Map<Integer, KeyPair> TRANSACTION_KEYS = new ConcurrentHashMap<>();

  private SeededConsortium() {}

  public static Genesis genesis() {
    return genesis(GenesisLimits.DEFAULT);
  }

  public static Genesis genesis(GenesisLimits limits) {
    return genesis(limits, 1);
  }

  /** The consortium with another version of the contract. */
  public static Genesis genesis(GenesisLimits limits, int contractVersion) {
    var members = new ArrayList<GenesisMember>();
    for (int number = 1; number <= NAMES.size(); number++) {
      members.add(member(number));
    }
    return new Genesis(ORIGIN, START, "INTL", contractVersion, limits, members);
  }

  /** With another version of the contract. */
  public static Genesis genesis(int contractVersion) {
    return genesis(GenesisLimits.DEFAULT, contractVersion);
  }

  /** The consortium in which some validators have post-quantum keys. */
  public static Genesis genesisWithPostQuantumKeys(int... validators) {
    var plain = genesis();
    var members = new ArrayList<GenesisMember>();
    for (GenesisMember member : plain.members()) {
      int number = member.number().value();
      members.add(
          IntStream.of(validators).anyMatch(one -> one == number)
              ? new GenesisMember(
                  member.number(),
                  member.name(),
                  member.kind(),
                  member.creditCode(),
                  member.transactionKeys(),
                  new GenesisValidator(
                      logSigner(number).vkey(),
                      cosigner(number).vkey(),
                      postQuantumCosigner(number).vkey(),
                      certificate(number),
                      "127.0.0.1",
                      8_110 + number))
              : member);
    }
    return new Genesis(ORIGIN, START, "INTL", 1, plain.limits(), members);
  }

  private static String name(int number) {
    return number <= NAMES.size() ? NAMES.get(number - 1) : "member-" + number;
  }

  private static GenesisMember member(int number) {
    return new GenesisMember(
        new MemberNumber(number),
        NAMES.get(number - 1),
        KINDS.get(number - 1),
        creditCode(number),
        List.of(transactionKey(number).getPublic()),
        number <= VALIDATORS ? validator(number) : null);
  }

  /** What a member brings as a validator; those that are none in the genesis could. */
  public static GenesisValidator validator(int number) {
    return new GenesisValidator(
        logSigner(number).vkey(),
        cosigner(number).vkey(),
        certificate(number),
        "127.0.0.1",
        8_110 + number);
  }

  public static CreditCode creditCode(int number) {
    String stem = "12110000%09d".formatted(number);
    return new CreditCode(stem + CreditCode.checkCharacter(stem));
  }

  private static byte[] seed(String purpose, int number) {
    return Digest.sha256((purpose + " " + number).getBytes(StandardCharsets.US_ASCII)).bytes();
  }

  public static LogSigner logSigner(int number) {
    byte[] seed = seed("log", number);
    return new LogSigner(
        Vkey.log(ORIGIN, Ed25519Keys.publicKeyFromSeed(seed)), Ed25519Keys.signerFromSeed(seed));
  }

  public static Cosigner cosigner(int number) {
    byte[] seed = seed("cosign", number);
    return new Cosigner(
        Vkey.cosigner(ORIGIN + "/" + name(number), Ed25519Keys.publicKeyFromSeed(seed)),
        Ed25519Keys.signerFromSeed(seed));
  }

  /** A validator's key for cosignatures that outlive quantum computers. */
  public static PostQuantumCosigner postQuantumCosigner(int number) {
    byte[] seed = seed("post-quantum", number);
    return new PostQuantumCosigner(
        Vkey.postQuantumCosigner(ORIGIN + "/" + name(number), MlDsaKeys.publicKeyFromSeed(seed)),
        MlDsaKeys.signerFromSeed(seed));
  }

  /** The P-256 key of a member, from its seed. */
  public static KeyPair transactionKey(int number) {
    return TRANSACTION_KEYS.computeIfAbsent(number, SeededConsortium::madeTransactionKey);
  }

  private static KeyPair madeTransactionKey(int number) {
    try {
      return KeysFromSeeds.onCurve(
          SECObjectIdentifiers.secp256r1,
          KeyFactory.getInstance("EC"),
          seed("transaction", number));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate certificate(int number) {
    return KeysFromSeeds.certificate(name(number), number, seed("engine", number));
  }

  /** A transaction of a member under its seeded key. */
  public static SignedTransaction transaction(
      Genesis genesis,
      int member,
      TransactionId id,
      Instant expiry,
      boolean allOrNothing,
      List<? extends Operation> operations) {
    KeyPair key = transactionKey(member);
    return SignedTransaction.sign(
        genesis.ledgerId(),
        member,
        KeyId.of(key.getPublic()),
        id,
        expiry,
        allOrNothing,
        operations,
        SignatureSuite.intl().signer(key.getPrivate()));
  }

  /**
   * The admission of one that is no member of the genesis, under its seeded key.
   *
   * @param validator what it brings as a validator, encoded; nothing for a participant
   */
  public static AdmitMember.Change admission(int number, MemberKind kind, byte[] validator) {
    return new AdmitMember.Change(
        number,
        "member-" + number,
        kind.number(),
        creditCode(number).value(),
        transactionKey(number).getPublic().getEncoded(),
        validator);
  }

  /** A change and the approvals of some members, each by its seeded key. */
  public static Approved approved(Genesis genesis, Agreement agreement, int... approvers) {
    return Approved.by(
        agreement,
        Arrays.stream(approvers)
            .mapToObj(approver -> approval(genesis, agreement, approver))
            .toList());
  }

  /** The approval of a member by its seeded key. */
  public static Approval approval(Genesis genesis, Agreement agreement, int approver) {
    KeyPair key = transactionKey(approver);
    return Approval.sign(
        genesis.ledgerId(),
        agreement,
        approver,
        KeyId.of(key.getPublic()),
        SignatureSuite.intl().signer(key.getPrivate()));
  }

  /** A checkpoint's note, signed by the first validator's log key and cosigned by some members. */
  public static String note(Checkpoint checkpoint, long epochSeconds, int... cosigners) {
    return note(logSigner(1), checkpoint, epochSeconds, cosigners);
  }

  /** The same, signed for the log by a key of those that count at its size. */
  public static String note(
      LogSigner log, Checkpoint checkpoint, long epochSeconds, int... cosigners) {
    var signatures = new ArrayList<NoteSignature>();
    signatures.add(log.sign(checkpoint));
    for (int number : cosigners) {
      signatures.add(cosigner(number).sign(checkpoint, epochSeconds + number));
    }
    return new SignedNote(checkpoint.body(), signatures).format();
  }
}
