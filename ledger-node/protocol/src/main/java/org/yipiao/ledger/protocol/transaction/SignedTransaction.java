package org.yipiao.ledger.protocol.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.WireFault;
import org.yipiao.platform.reason.Reason;

/**
 * A batch of operations under one signature. The exact bytes are kept; nothing is ever encoded
 * again. The signature covers the header's bytes alone, which bind the operations through their
 * root, so one operation of a large batch is provable with log2(n) hashes.
 *
 * <p>Envelope: {@code 1 header bytes, 2 repeated operations bytes, 3 signature bytes(64)}; each of
 * the operations is one type byte followed by its message.
 */
public final class SignedTransaction {

  private static final int MAX_HEADER_BYTES = 256;

  private final byte[] bytes;
  private final byte[] headerBytes;
  private final TransactionHeader header;
  private final List<Operation> operations;
  private final List<byte[]> elements;
  private final byte[] signature;

  private SignedTransaction(
      byte[] bytes,
      byte[] headerBytes,
      TransactionHeader header,
      List<Operation> operations,
      List<byte[]> elements,
      byte[] signature) {
    this.bytes = bytes;
    this.headerBytes = headerBytes;
    this.header = header;
    this.operations = List.copyOf(operations);
    this.elements = List.copyOf(elements);
    this.signature = signature;
  }

  /**
   * Makes and signs a transaction.
   *
   * @param ledgerId SHA-256 of the genesis file
   * @param expiry at most 24 hours ahead of consensus time
   * @param operations at least one
   * @param signer of the key that {@code keyId} names
   */
  public static SignedTransaction sign(
      Digest ledgerId,
      int member,
      int keyId,
      TransactionId transactionId,
      Instant expiry,
      boolean allOrNothing,
      List<? extends Operation> operations,
      MessageSigner signer) {
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("a transaction has operations");
    }
    List<byte[]> elements = operations.stream().map(Operation::element).toList();
    var header =
        new TransactionHeader(
            ledgerId,
            member,
            keyId,
            transactionId,
            EpochNanos.of(expiry),
            allOrNothing,
            elements.size(),
            MerkleTree.root(elements));
    byte[] headerBytes = header.encode();
    byte[] signature = signer.sign(headerBytes);
    var out = new FieldWriter().bytes(1, headerBytes);
    elements.forEach(element -> out.bytes(2, element));
    out.bytes(3, signature);
    return new SignedTransaction(
        out.toBytes(), headerBytes, header, List.copyOf(operations), elements, signature);
  }

  /** Reads a transaction; the signature is not verified here. */
  public static TransactionReading decode(byte[] bytes, TransactionLimits limits) {
    if (bytes.length > limits.maxBytes()) {
      return refused(TransactionFault.TOO_LARGE, bytes.length, limits.maxBytes());
    }
    byte[] headerBytes;
    List<byte[]> elements;
    byte[] signature;
    TransactionHeader header;
    try {
      var in = new FieldReader(bytes);
      headerBytes = in.bytes(1, 1, MAX_HEADER_BYTES);
      elements = in.repeated(2, bytes.length);
      signature = in.bytes(3, SignatureSuite.SIGNATURE_LENGTH, SignatureSuite.SIGNATURE_LENGTH);
      in.end();
      header = TransactionHeader.decode(headerBytes);
    } catch (FormatException e) {
      return refused(TransactionFault.MALFORMED, e.reason());
    }
    if (elements.isEmpty()) {
      return refused(TransactionFault.NO_OPERATIONS);
    }
    if (elements.size() > limits.maxOperations()) {
      return refused(TransactionFault.TOO_MANY_OPERATIONS, elements.size(), limits.maxOperations());
    }
    if (header.operationCount() != elements.size()) {
      return refused(
          TransactionFault.OPERATION_COUNT_MISMATCH, elements.size(), header.operationCount());
    }
    if (!MerkleTree.root(elements).equals(header.operationsRoot())) {
      return refused(TransactionFault.OPERATIONS_ROOT_MISMATCH);
    }
    var operations = new ArrayList<Operation>(elements.size());
    for (byte[] element : elements) {
      try {
        operations.add(
            Operation.decode(element[0] & 0xff, Arrays.copyOfRange(element, 1, element.length)));
      } catch (IllegalArgumentException e) {
        Reason reason =
            e instanceof FormatException format ? format.reason() : Reason.of(WireFault.OTHER);
        return refused(TransactionFault.MALFORMED_OPERATION, operations.size(), reason);
      }
    }
    return new TransactionReading.Read(
        new SignedTransaction(bytes.clone(), headerBytes, header, operations, elements, signature));
  }

  private static TransactionReading refused(TransactionFault fault, Object... parameters) {
    return new TransactionReading.Refused(fault, Reason.of(fault, parameters));
  }

  /** Whether the signature over the header's exact bytes is valid under the key. */
  public boolean verify(MessageVerifier key) {
    return key.verify(headerBytes, signature);
  }

  /** A copy of the exact bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes the envelope has. */
  public int size() {
    return bytes.length;
  }

  /** SHA-256 over the exact bytes: tells a duplicate from a reuse of the id. */
  public Digest digest() {
    return Digest.sha256(bytes);
  }

  public TransactionHeader header() {
    return header;
  }

  /** A copy of the header's exact bytes, which the signature covers. */
  public byte[] headerBytes() {
    return headerBytes.clone();
  }

  public List<Operation> operations() {
    return operations;
  }

  /** The message bytes of an operation as they were signed, without the type byte; a copy. */
  public byte[] operationBytes(int index) {
    byte[] element = elements.get(index);
    return Arrays.copyOfRange(element, 1, element.length);
  }

  /** A copy of the signature. */
  public byte[] signature() {
    return signature.clone();
  }

  /** Names member and transaction id, nothing of the content. */
  @Override
  public String toString() {
    return "SignedTransaction[" + header.member() + "/" + header.transactionId() + "]";
  }
}
