package org.yipiao.ledger.server.node;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.transfer.AnswerRoom;
import org.yipiao.ledger.server.transfer.Peer;

/** A node of the simulation as its peers ask it, with the lies that its validator tells. */
public final class PeerInMemory implements Peer {

  private final PeerTalk consortium;
  private final int member;

  public PeerInMemory(PeerTalk consortium, int member) {
    this.consortium = consortium;
    this.member = member;
  }

  @Override
  public String name() {
    return "member " + member;
  }

  @Override
  public Optional<BlockPage> blocks(long fromHeight, int limit, AnswerRoom.Share share) {
    return consortium
        .answering(member)
        .map(node -> page(node.chain(), fromHeight, consortium.page(member, limit)));
  }

  private BlockPage page(Chain chain, long fromHeight, int limit) {
    long end = chain.finalCheckpoint().map(last -> last.height() + 1).orElse(0L);
    List<BlockPage.BlockView> views = new ArrayList<>();
    for (var entry : chain.blocks(fromHeight, Math.max(fromHeight, end), limit)) {
      var view = view(chain, entry.value());
      views.add(consortium.lie(member).map(lie -> lie.block(view)).orElse(view));
    }
    return new BlockPage(views);
  }

  private static BlockPage.BlockView view(Chain chain, byte[] content) {
    var base64 = Base64.getEncoder();
    var block = StoredBlock.decode(content);
    var checkpoint = chain.checkpointCovering(block.size()).orElseThrow();
    return new BlockPage.BlockView(
        block.height(),
        base64.encodeToString(content),
        checkpoint.note(),
        chain.log().consistencyProof(block.size(), checkpoint.size()).path().stream()
            .map(hash -> base64.encodeToString(hash.bytes()))
            .toList());
  }

  @Override
  public Optional<RoundPage> rounds(long upTo, int limit, AnswerRoom.Share share) {
    return consortium
        .answering(member)
        .map(node ->
            new RoundPage(
                node.rounds().history().before(upTo, limit).stream()
                    .map(round -> Base64.getEncoder().encodeToString(round.encode()))
                    .toList()))
        .map(page -> consortium.told(member, page));
  }

  @Override
  public Optional<List<EpochChange>> epochs(long from) {
    return consortium
        .answering(member)
        .map(node ->
            LongStream.rangeClosed(from, node.validators().present().number())
                .mapToObj(node.epochs()::change)
                .flatMap(Optional::stream)
                .toList());
  }

  /** The engines of the simulation change their validators without a stop. */
  @Override
  public Optional<byte[]> stop() {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> stopState() {
    return Optional.empty();
  }

  @Override
  public Optional<String> checkpoint() {
    return consortium
        .running(member)
        .flatMap(node -> node.chain().finalCheckpoint())
        .map(last -> consortium.lie(member).map(lie -> lie.checkpoint(last)).orElseGet(last::note));
  }
}
