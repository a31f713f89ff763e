package org.yipiao.ledger.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.protocol.log.EntryBundle;
import org.yipiao.ledger.protocol.log.Tile;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.cosigning.PostQuantumTally;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.PublicEndpoint;
import org.yipiao.platform.security.RequiresScope;

/**
 * The log as C2SP tlog-tiles: the checkpoint and hash tiles for everyone, leaves for members. Only
 * what is final is served; partial tiles are cut on request.
 */
@RestController
class TileController {

  private static final CacheControl FOREVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Chain chain;
  private final PostQuantumTally postQuantum;

  TileController(LedgerNode node) {
    this.chain = node.chain();
    this.postQuantum = node.postQuantum();
  }

  /** The last final checkpoint with its cosignatures. */
  @GetMapping(value = "/checkpoint", produces = "text/plain;charset=utf-8")
  @PublicEndpoint("A checkpoint holds a size and a hash.")
  ResponseEntity<String> checkpoint() {
    var last =
        chain.finalCheckpoint().orElseThrow(() -> new ProblemException(NodeProblem.NOT_FINAL));
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(postQuantum.noteOf(last));
  }

  /** The newest checkpoint with a quorum of ML-DSA-44 cosignatures, for archives. */
  @GetMapping(value = "/checkpoint/post-quantum", produces = "text/plain;charset=utf-8")
  @PublicEndpoint("A checkpoint holds a size and a hash.")
  ResponseEntity<String> postQuantumCheckpoint() {
    String note = postQuantum.note().orElseThrow(() -> new ProblemException(NodeProblem.NOT_FINAL));
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(note);
  }

  /** Leaves, 256 or fewer, each after its length in two bytes. */
  @GetMapping(value = "/tile/entries/**", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @RequiresScope("ledger.read")
  ResponseEntity<byte[]> entries(HttpServletRequest request) {
    Tile tile = tile(request);
    return answer(tile, () -> EntryBundle.encode(chain.leaves(tile.firstHash(), tile.width())));
  }

  /** Hashes, 256 or fewer, 32 bytes each. */
  @GetMapping(value = "/tile/**", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @PublicEndpoint("Hashes of leaves and of hashes; leaves hold salted commitments.")
  ResponseEntity<byte[]> hashes(HttpServletRequest request) {
    Tile tile = tile(request);
    if (tile.level() == Tile.ENTRIES) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    return answer(tile, () -> chain.log().tile(tile.level(), tile.index(), tile.width()));
  }

  private ResponseEntity<byte[]> answer(Tile tile, Supplier<byte[]> content) {
    if (tile.widthAt(chain.finalSize()) < tile.width()) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    return ResponseEntity.ok().cacheControl(FOREVER).body(content.get());
  }

  private static Tile tile(HttpServletRequest request) {
    return Tile.parse(request.getRequestURI().substring(1))
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
  }
}
