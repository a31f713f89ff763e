package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingListener;
import org.yipiao.ledger.server.ordering.RecordingListener;

/**
 * Four engines in a process that may be killed: {@code main <directory> <life>}. Each engine writes
 * what it delivers to {@code <directory>/<life>-<member>.txt}, and payloads keep coming until the
 * process is killed or its input ends; then it stops the engines and exits by itself.
 */
final class FourEnginesProcess {

  private FourEnginesProcess() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    String life = args[1];
    var cluster = new HieroCluster(directory, 4, UnaryOperator.identity());
    IntStream.rangeClosed(1, 4)
        .forEach(member -> cluster.start(member, new Diary(diary(directory, life, member))));
    Thread.ofPlatform().daemon().start(() -> load(cluster, life));
    while (System.in.read() >= 0) {}
    cluster.close();
    System.exit(0);
  }

  static Path diary(Path directory, String life, int member) {
    return directory.resolve(life + "-" + member + ".txt");
  }

  private static void load(HieroCluster cluster, String life) {
    cluster.awaitAll(EngineStatus.ACTIVE);
    for (int i = 0; ; i++) {
      byte[] payload = (life + " payload " + i).getBytes(StandardCharsets.UTF_8);
      cluster.engine(1 + i % 4).submit(payload);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** One line for each thing delivered, written before the engine goes on. */
  private static final class Diary implements OrderingListener {

    private final FileChannel channel;

    Diary(Path file) {
      try {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onResume(long lastRound, byte[] orderHash) {
      write("resume", lastRound, orderHash, 0);
    }

    @Override
    public void onRound(OrderedRound round) {
      write("round", round.number(), round.orderHash(), round.payloads().size());
    }

    @Override
    public void onSaving() {}

    @Override
    public void onPayloadSeen(byte[] payload, int creatorMember) {}

    @Override
    public void onGap(long lastRound, byte[] orderHash) {
      write("gap", lastRound, orderHash, 0);
    }

    @Override
    public void onStatus(EngineStatus status) {}

    private void write(String what, long round, byte[] orderHash, int payloads) {
      String line =
          "%s %d %s %d\n".formatted(what, round, RecordingListener.hex(orderHash), payloads);
      try {
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
