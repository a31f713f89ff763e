package org.yipiao.fuzz;

import static org.yipiao.fuzz.Checks.canonical;
import static org.yipiao.fuzz.Checks.canonicalText;
import static org.yipiao.fuzz.Checks.read;
import static org.yipiao.fuzz.Checks.require;
import static org.yipiao.fuzz.Checks.same;
import static org.yipiao.fuzz.Checks.text;
import static org.yipiao.fuzz.Samples.utf8;

import java.util.Arrays;
import java.util.List;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.EntryBundle;
import org.yipiao.ledger.protocol.log.GenesisRecord;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.Tile;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionHeader;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.Digest;

/** Transactions, the log and its notes. */
final class LogTargets {

  private static final String SAME = "what is read has one spelling";

  private LogTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "operation",
            List.of("Operation.decode"),
            SAME,
            4_096,
            Samples.operations().stream().map(Operation::element).toList(),
            LogTargets::operation),
        new FuzzTarget(
            "transaction",
            List.of("SignedTransaction.decode", "TransactionHeader.decode"),
            "what is read keeps its bytes and can be looked at whole; nothing above the limits",
            8_192,
            List.of(Samples.transaction()),
            LogTargets::transaction),
        new FuzzTarget(
            "transaction-header",
            List.of("TransactionHeader.decode"),
            SAME,
            512,
            List.of(transactionHeader()),
            canonical(TransactionHeader::decode, TransactionHeader::encode)),
        new FuzzTarget(
            "leaf",
            List.of("LeafV1.decode"),
            SAME + "; at most 4 096 bytes",
            5_000,
            List.of(Samples.leaf(), Samples.golden("leaf-genesis")),
            canonical(LeafV1::decode, LeafV1::encode)),
        new FuzzTarget(
            "block-header",
            List.of("BlockHeader.decode", "GenesisRecord.decode"),
            SAME,
            512,
            List.of(header(), new GenesisRecord(Samples.digest(3)).encode()),
            input -> {
              canonical(BlockHeader::decode, BlockHeader::encode).accept(input);
              canonical(GenesisRecord::decode, GenesisRecord::encode).accept(input);
            }),
        new FuzzTarget(
            "compact-range",
            List.of("CompactRange.decode"),
            SAME,
            4_096,
            List.of(CompactRange.of(3, List.of(Samples.digest(1), Samples.digest(2))).encode()),
            canonical(CompactRange::decode, CompactRange::encode)),
        new FuzzTarget(
            "entry-bundle",
            List.of("EntryBundle.decode"),
            SAME,
            16_384,
            List.of(EntryBundle.encode(Samples.leaves())),
            canonical(EntryBundle::decode, EntryBundle::encode)),
        new FuzzTarget(
            "tile-path",
            List.of("Tile.parse"),
            SAME,
            128,
            List.of(
                utf8("tile/0/x001/x234/067.p/12"), utf8("tile/entries/000"), utf8("tile/7/255")),
            LogTargets::tile),
        new FuzzTarget(
            "checkpoint",
            List.of("Checkpoint.parse"),
            SAME,
            1_024,
            List.of(utf8(Samples.checkpoint())),
            canonicalText(Checkpoint::parse, Checkpoint::body)),
        new FuzzTarget(
            "note",
            List.of("SignedNote.parse", "NoteSignature.parse"),
            SAME + "; never final but as signed",
            8_192,
            List.of(utf8(Samples.note())),
            LogTargets::note),
        new FuzzTarget(
            "note-signature",
            List.of("NoteSignature.parse"),
            SAME,
            4_096,
            List.of(
                utf8(SignedNote.parse(Samples.note()).signatures().getLast().line()),
                Samples.golden("post-quantum-cosignature")),
            canonicalText(NoteSignature::parse, NoteSignature::line)),
        new FuzzTarget(
            "vkey",
            List.of("Vkey.parse"),
            SAME,
            2_048,
            Samples.TRUST.logKeys().stream().map(key -> utf8(key.text())).toList(),
            canonicalText(Vkey::parse, Vkey::text)));
  }

  private static void operation(byte[] element) {
    if (element.length > 0) {
      byte[] message = Arrays.copyOfRange(element, 1, element.length);
      read(() -> Operation.decode(element[0] & 0xff, message))
          .ifPresent(operation -> same(operation.element(), element));
    }
  }

  private static void transaction(byte[] input) {
    var limits = new TransactionLimits(4_096, 40);
    switch (SignedTransaction.decode(input, limits)) {
      case TransactionReading.Read(SignedTransaction read) -> {
        same(read.bytes(), input);
        require(input.length <= 4_096 && read.operations().size() <= 40, "above a limit");
        require(read.header().operationCount() == read.operations().size(), "another count");
        for (int i = 0; i < read.operations().size(); i++) {
          same(read.operations().get(i).encode(), read.operationBytes(i));
        }
        require(read.header().expiry() != null, "no expiry");
      }
      case TransactionReading.Refused refused ->
          require(!refused.toString().isBlank(), "a refusal says why");
    }
  }

  private static void tile(byte[] input) {
    String path = text(input);
    Tile.parse(path)
        .ifPresent(tile -> {
          require(tile.path().equals(path), "another spelling comes back");
          require(tile.firstHash() >= 0, "a place before the first");
          int width = tile.widthAt(Long.MAX_VALUE);
          require(width >= 0 && width <= Tile.FULL_WIDTH, "a width of " + width);
        });
  }

  private static void note(byte[] input) {
    String text = text(input);
    canonicalText(SignedNote::parse, SignedNote::format).accept(input);
    if (CosignedCheckpoint.verify(text, Samples.TRUST) instanceof Verification.Final verified) {
      Digest root = verified.checkpoint().root();
      require(
          verified.checkpoint().body().equals(Samples.checkpoint()),
          "final without a key: " + root);
    }
  }

  private static byte[] transactionHeader() {
    return ((TransactionReading.Read)
            SignedTransaction.decode(Samples.transaction(), TransactionLimits.DEFAULT))
        .transaction()
        .headerBytes();
  }

  private static byte[] header() {
    var zero = Samples.digest(0);
    return new BlockHeader(1, SeededConsortium.START.getEpochSecond(), 3, zero, 1, zero, zero, zero)
        .encode();
  }
}
