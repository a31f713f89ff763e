package org.yipiao.ledger.server.succession;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * Who says that it holds the state with which the engines stopped. The message {@code 1 epoch
 * fixed64, 2 round fixed64, 3 state_hash bytes, 4 holder bytes (repeated)}, each {@code 1 member
 * fixed32, 2 signature bytes}, ascending by their numbers.
 *
 * @param signatures by member number, over {@link EngineStop#statement}, by the engine's key that
 *     counted before the stop; whether they are valid is said by {@link #valid}
 */
public record StopProof(EngineStop stop, SortedMap<Integer, byte[]> signatures) {

  /** The most bytes of an encoding. */
  public static final int MOST_BYTES = Peer.MOST_STOP_BYTES;

  private static final int SIGNATURE_BYTES = 64;

  public StopProof {
    if (signatures.size() > Roster.MOST) {
      throw new FormatException(signatures.size() + " signatures of a stop");
    }
    signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
  }

  /** What nobody has signed yet. */
  static StopProof unsigned(EngineStop stop) {
    return new StopProof(stop, new TreeMap<>());
  }

  /** Said by one alone. */
  static StopProof saidBy(EngineStop stop, int member, byte[] signature) {
    return new StopProof(stop, new TreeMap<>(Map.of(member, signature)));
  }

  /** With those of another's signatures that are valid. */
  StopProof with(StopProof other, String origin, Roster before) {
    if (!other.stop.equals(stop)) {
      return this;
    }
    var together = new TreeMap<>(signatures);
    other.valid(origin, before).signatures.forEach(together::putIfAbsent);
    return new StopProof(stop, together);
  }

  /**
   * With the valid signatures alone.
   *
   * @param before the validators whose engines stopped
   */
  StopProof valid(String origin, Roster before) {
    byte[] statement = stop.statement(origin);
    var valid = new TreeMap<Integer, byte[]>();
    signatures.forEach((member, signature) -> {
      if (before.validator(member).filter(key -> signed(key, statement, signature)).isPresent()) {
        valid.put(member, signature);
      }
    });
    return new StopProof(stop, valid);
  }

  /** Whether a quorum of those who stopped says so: then it is a fact that others may build on. */
  boolean proven(String origin, Roster before) {
    return valid(origin, before).signatures.size() >= before.quorum();
  }

  /**
   * Whether so many of those who stopped say so that at least one of them is honest: then this is
   * the stop to which the engines came, whether a quorum holds its state or not.
   */
  boolean honest(String origin, Roster before) {
    int mayLie = before.validators().size() - before.quorum();
    return valid(origin, before).signatures.size() > mayLie;
  }

  private static boolean signed(GenesisValidator key, byte[] statement, byte[] signature) {
    try {
      var certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(key.engineCertificateBytes()));
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(statement);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  public byte[] encode() {
    var out =
        new FieldWriter()
            .fixed64(1, stop.epoch())
            .fixed64(2, stop.round())
            .bytes(3, stop.stateHash());
    signatures.forEach((member, signature) ->
        out.bytes(4, new FieldWriter().fixed32(1, member).bytes(2, signature).toBytes()));
    return out.toBytes();
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static StopProof decode(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new FormatException("the proof of a stop has " + bytes.length + " bytes");
    }
    var in = new FieldReader(bytes);
    var stop =
        new EngineStop(
            in.fixed64(1),
            in.fixed64(2),
            in.bytes(3, EngineStop.HASH_BYTES, EngineStop.HASH_BYTES));
    var signatures = new TreeMap<Integer, byte[]>();
    for (byte[] holder : in.repeated(4, Roster.MOST)) {
      var one = new FieldReader(holder);
      int member = one.fixed32(1);
      byte[] signature = one.bytes(2, SIGNATURE_BYTES, SIGNATURE_BYTES);
      one.end();
      if (!signatures.isEmpty() && member <= signatures.lastKey()) {
        throw new FormatException("those who hold a stop's state are not in ascending order");
      }
      signatures.put(member, signature);
    }
    in.end();
    return new StopProof(stop, signatures);
  }

  /** What bytes from outside say, if they say something. */
  static Optional<StopProof> readable(byte[] bytes) {
    try {
      return Optional.of(decode(bytes));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }
}
