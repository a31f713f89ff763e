package org.yipiao.ledger.protocol.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.suite.TwinSignature;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FieldWriter;

class SignedTransactionTest {

  private static final TransactionId ID = new TransactionId("00000000000000000000000000000001");
  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final TransactionAuthority AUTHORITY = new TransactionAuthority(GENESIS);

  private static SignedTransaction batch(List<? extends Operation> operations) {
    return SeededConsortium.transaction(
        GENESIS,
        SeededConsortium.HOSPITAL,
        ID,
        SeededConsortium.START.plus(Duration.ofHours(1)),
        false,
        operations);
  }

  @Test
  void isReadBackWithItsExactBytes() {
    SignedTransaction made = batch(Operations.ofVersion1());
    assertThat(AUTHORITY.check(made.bytes()))
        .isInstanceOfSatisfying(
            VerifiedTransaction.class,
            verified -> {
              SignedTransaction read = verified.transaction();
              assertThat(read.bytes()).isEqualTo(made.bytes());
              assertThat(read.header()).isEqualTo(made.header());
              assertThat(read.operations()).isEqualTo(made.operations());
              assertThat(read.operationBytes(1)).isEqualTo(Operations.issue().encode());
              assertThat(read.header().expiry())
                  .isEqualTo(SeededConsortium.START.plus(Duration.ofHours(1)));
            });
  }

  @Test
  void theSameContentSignedTwiceGivesTheSameBytes() {
    assertThat(batch(Operations.ofVersion1()).bytes())
        .isEqualTo(batch(Operations.ofVersion1()).bytes());
  }

  @Test
  void everyChangedBitIsRefused() {
    byte[] bytes = batch(List.of(Operations.issue())).bytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(AUTHORITY.check(changed))
          .as("bit %d", bit)
          .isInstanceOf(TransactionCheck.Rejected.class);
    }
  }

  @Test
  void theOtherValueOfAnEcdsaSignatureIsRefused() {
    SignedTransaction made = batch(List.of(Operations.issue()));
    byte[] bytes = made.bytes();
    byte[] twin = TwinSignature.of(made.signature());
    System.arraycopy(twin, 0, bytes, bytes.length - 64, 64);
    assertRejected(bytes, TransactionFault.BAD_SIGNATURE);
  }

  @Test
  void namesEachLimitThatIsBroken() {
    var tight = new TransactionLimits(1_000, 3);
    byte[] many = batch(Collections.nCopies(4, Operations.ofVersion1().get(3))).bytes();
    assertFault(SignedTransaction.decode(many, tight), TransactionFault.TOO_MANY_OPERATIONS);
    byte[] large = batch(Collections.nCopies(20, Operations.issue())).bytes();
    assertFault(SignedTransaction.decode(large, tight), TransactionFault.TOO_LARGE);
  }

  @Test
  void namesAWrongCountAWrongRootAndNoOperations() {
    List<byte[]> elements = List.of(Operations.issue().element());
    Digest root = MerkleTree.root(elements);
    assertRejected(
        envelope(header(GENESIS.ledgerId(), 2, root), elements),
        TransactionFault.OPERATION_COUNT_MISMATCH);
    assertRejected(
        envelope(header(GENESIS.ledgerId(), 1, Digest.ZERO), elements),
        TransactionFault.OPERATIONS_ROOT_MISMATCH);
    assertRejected(
        envelope(header(GENESIS.ledgerId(), 0, MerkleTree.EMPTY_ROOT), List.of()),
        TransactionFault.NO_OPERATIONS);
    List<byte[]> malformed = List.of(new byte[] {2, 1});
    assertRejected(
        envelope(header(GENESIS.ledgerId(), 1, MerkleTree.root(malformed)), malformed),
        TransactionFault.MALFORMED_OPERATION);
    assertRejected(envelope(header(Digest.ZERO, 1, root), elements), TransactionFault.WRONG_LEDGER);
    assertRejected(new byte[] {1, 2, 3}, TransactionFault.MALFORMED);
  }

  @Test
  void anOperationOfALaterVersionIsMalformedOnALedgerOfAnEarlierOne() {
    Genesis second = SeededConsortium.genesis(GENESIS.limits(), 2);
    var authority = new TransactionAuthority(second);
    for (Operation operation : Operations.all()) {
      boolean known = operation.type().submittableUnder(1);
      byte[] bytes = batch(List.of(Operations.issue(), operation)).bytes();
      if (known) {
        assertThat(AUTHORITY.check(bytes)).isInstanceOf(VerifiedTransaction.class);
      } else {
        assertThat(AUTHORITY.check(bytes))
            .isInstanceOfSatisfying(
                TransactionCheck.Rejected.class,
                rejected -> {
                  assertThat(rejected.fault()).isEqualTo(TransactionFault.MALFORMED_OPERATION);
                  assertThat(rejected.reason().in(Locale.ENGLISH))
                      .isEqualTo(
                          "in operation 1 type %d is none that can be submitted"
                              .formatted(operation.type().number()));
                });
      }
      assertThat(authority.read(bytes)).isInstanceOf(TransactionReading.Read.class);
    }
    assertThat(authority.check(signedFor(second, Operations.all())))
        .isInstanceOf(VerifiedTransaction.class);
  }

  private static byte[] signedFor(Genesis genesis, List<Operation> operations) {
    return SeededConsortium.transaction(
            genesis,
            SeededConsortium.HOSPITAL,
            ID,
            SeededConsortium.START.plus(Duration.ofHours(1)),
            false,
            operations)
        .bytes();
  }

  @Test
  void namesAnUnknownMemberAndAnUnknownKey() {
    assertRejected(foreign(99, 1), TransactionFault.UNKNOWN_MEMBER);
    assertRejected(foreign(SeededConsortium.AGENCY, 1), TransactionFault.UNKNOWN_KEY);
    int agencyKey = KeyId.of(SeededConsortium.transactionKey(SeededConsortium.AGENCY).getPublic());
    assertRejected(foreign(SeededConsortium.AGENCY, agencyKey), TransactionFault.BAD_SIGNATURE);
  }

  @Test
  void saysWhatIsWrongInBothLanguages() {
    assertThat(AUTHORITY.check(new byte[] {1, 2, 3}))
        .isInstanceOfSatisfying(
            TransactionCheck.Rejected.class,
            rejected -> {
              assertThat(rejected.reason().in(Locale.ENGLISH))
                  .isEqualTo("in the envelope or its header at 0 field 1 is expected, not tag 1");
              assertThat(rejected.reason().in(Locale.SIMPLIFIED_CHINESE))
                  .isEqualTo("信封或交易头中位置 0 处应为字段 1，而非标签 1");
            });
  }

  private static byte[] foreign(int member, int keyId) {
    return SignedTransaction.sign(
            GENESIS.ledgerId(),
            member,
            keyId,
            ID,
            SeededConsortium.START,
            false,
            List.of(Operations.issue()),
            SignatureSuite.intl()
                .signer(SeededConsortium.transactionKey(SeededConsortium.HOSPITAL).getPrivate()))
        .bytes();
  }

  private static byte[] header(Digest ledger, int count, Digest root) {
    var key = SeededConsortium.transactionKey(SeededConsortium.HOSPITAL).getPublic();
    return new TransactionHeader(
            ledger,
            SeededConsortium.HOSPITAL,
            KeyId.of(key),
            ID,
            EpochNanos.of(SeededConsortium.START),
            false,
            count,
            root)
        .encode();
  }

  private static byte[] envelope(byte[] header, List<byte[]> elements) {
    var key = SeededConsortium.transactionKey(SeededConsortium.HOSPITAL).getPrivate();
    var out = new FieldWriter().bytes(1, header);
    new ArrayList<>(elements).forEach(element -> out.bytes(2, element));
    return out.bytes(3, SignatureSuite.intl().sign(key, header)).toBytes();
  }

  private static void assertRejected(byte[] bytes, TransactionFault fault) {
    assertThat(AUTHORITY.check(Arrays.copyOf(bytes, bytes.length)))
        .isInstanceOfSatisfying(
            TransactionCheck.Rejected.class,
            rejected -> assertThat(rejected.fault()).isEqualTo(fault));
  }

  private static void assertFault(TransactionReading reading, TransactionFault fault) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            TransactionReading.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(fault));
  }
}
