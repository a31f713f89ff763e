package org.yipiao.ledger.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
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
    try {
      ASN1ObjectIdentifier curve = SECObjectIdentifiers.secp256r1;
      var domain = new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve));
      var d = new BigInteger(1, seed("transaction", number)).mod(domain.getN());
      var secret = new ECPrivateKeyParameters(d, domain);
      var point = new ECPublicKeyParameters(domain.getG().multiply(d), domain);
      KeyFactory factory = KeyFactory.getInstance("EC");
      PublicKey publicKey =
          factory.generatePublic(
              new X509EncodedKeySpec(
                  SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(point).getEncoded()));
      PrivateKey privateKey =
          factory.generatePrivate(
              new PKCS8EncodedKeySpec(
                  PrivateKeyInfoFactory.createPrivateKeyInfo(secret).getEncoded()));
      return new KeyPair(publicKey, privateKey);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A certificate that is the same in every run: Ed25519 needs no randomness. */
  private static X509Certificate certificate(int number) {
    try {
      byte[] seed = seed("engine", number);
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      var name = new X500Name("CN=" + name(number));
      var builder =
          new X509v3CertificateBuilder(
              name,
              BigInteger.valueOf(number),
              Date.from(START),
              Date.from(Instant.parse("2046-01-01T00:00:00Z")),
              name,
              SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                  new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey()));
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("Ed25519").build(key)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
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
