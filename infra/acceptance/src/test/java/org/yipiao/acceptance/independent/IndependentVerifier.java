package org.yipiao.acceptance.independent;

import static org.yipiao.acceptance.independent.BrokenProof.unless;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies a bundle with a trust root, offline. */
public final class IndependentVerifier {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private IndependentVerifier() {}

  /** What an applied issue leaf states. */
  record IssuedLeaf(
      int member, long timeNanos, long invoiceId, String commitment, long claimable, long total) {}

  /**
   * @return {@code VALID}, or the reason why the bundle proves nothing
   */
  public static String verify(String bundleJson, String consortiumJson) {
    return verify(bundleJson, consortiumJson, LogProof.ED25519);
  }

  /** The same for an archived bundle: a quorum by ML-DSA-44 is what counts. */
  static String verifyArchived(String bundleJson, String consortiumJson) {
    return verify(bundleJson, consortiumJson, LogProof.ML_DSA_44);
  }

  private static String verify(String bundleJson, String consortiumJson, int cosignatures) {
    try {
      JsonNode bundle = JSON.readTree(bundleJson);
      JsonNode trust = JSON.readTree(consortiumJson);
      unless(bundle.isObject() && bundle.size() == 3, "bundle: three members expected");
      byte[] leaf = Base64.getDecoder().decode(bundle.get("leaf").stringValue());
      new LogProof(trust, cosignatures).verify(leaf, bundle.get("proof").stringValue());
      IssuedLeaf issued = readLeaf(leaf);
      new Document(trust).verify(bundle.get("document").stringValue(), issued);
      return "VALID";
    } catch (BrokenProof e) {
      return String.valueOf(e.getMessage());
    } catch (JacksonException e) {
      return "bundle: not JSON";
    } catch (GeneralSecurityException | RuntimeException e) {
      return "unreadable: " + e;
    }
  }

  private static IssuedLeaf readLeaf(byte[] bytes) throws BrokenProof {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    unless(in.get() == 1, "leaf: version");
    unless(in.get() == 2, "leaf: not the issue of an invoice");
    final int member = in.getInt();
    in.getInt();
    in.position(in.position() + 16);
    in.getShort();
    final long time = in.getLong();
    byte[] operation = new byte[in.getShort() & 0xffff];
    in.get(operation);
    unless(in.getShort() == 0, "leaf: the ledger refused the operation");
    int detail = in.getShort() & 0xffff;
    unless(in.remaining() == detail && detail == 0, "leaf: bytes after the end");
    return readIssue(operation, member, time);
  }

  private static IssuedLeaf readIssue(byte[] message, int member, long time) throws BrokenProof {
    unless(message.length == 9 + 34 + 9 + 9, "operation: length");
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    unless(in.get() == 0x09, "operation: field 1");
    final long id = in.getLong();
    unless(in.get() == 0x12 && in.get() == 32, "operation: field 2");
    byte[] commitment = new byte[32];
    in.get(commitment);
    unless(in.get() == 0x19, "operation: field 3");
    final long claimable = in.getLong();
    unless(in.get() == 0x21, "operation: field 4");
    final long total = in.getLong();
    return new IssuedLeaf(
        member, time, id, Base64.getEncoder().encodeToString(commitment), claimable, total);
  }

  static String eighteenDigits(long id) {
    return String.format(Locale.ROOT, "%018d", id);
  }
}
