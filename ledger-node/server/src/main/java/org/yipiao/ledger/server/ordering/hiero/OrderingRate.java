package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;

/**
 * Says how much four engines in this one process order when nothing is done with what they order,
 * from the command line: {@code DIRECTORY WARM_UP_SECONDS SECONDS PAYLOAD_BYTES}. Each syncs its
 * events as a node's does. One line: {@code payloads millis cpuMillis}, the processor time being
 * that of the whole process. For measuring alone; the directory is thrown away.
 */
public final class OrderingRate {

  private static final int USAGE = 2;
  private static final int MEMBERS = 4;
  private static final int CREATION_RATE = 60;

  /** Of each member, so many payloads are under way at least, so many bytes, so many at most. */
  private static final int LEAST_UNDER_WAY = 32;

  private static final int BYTES_UNDER_WAY = 1 << 20;
  private static final int MOST_UNDER_WAY = 4_000;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final AtomicLongArray ordered = new AtomicLongArray(MEMBERS + 1);
  private final long[] submitted = new long[MEMBERS + 1];
  private final byte[] payload;
  private final int underWay;

  private OrderingRate(int payloadBytes) {
    payload = new byte[payloadBytes];
    new Random(payloadBytes).nextBytes(payload);
    underWay = Math.clamp(BYTES_UNDER_WAY / payloadBytes, LEAST_UNDER_WAY, MOST_UNDER_WAY);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: DIRECTORY WARM_UP_SECONDS SECONDS PAYLOAD_BYTES");
      System.exit(USAGE);
      return;
    }
    new OrderingRate(Integer.parseInt(arguments[3]))
        .measure(
            Path.of(arguments[0]),
            Duration.ofSeconds(Long.parseLong(arguments[1])),
            Duration.ofSeconds(Long.parseLong(arguments[2])));
    System.exit(0);
  }

  private void measure(Path directory, Duration warmUp, Duration time) throws IOException {
    List<HieroOrderingEngine> engines = start(directory);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (engines.stream().anyMatch(engine -> engine.status() != EngineStatus.ACTIVE)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the engines do not become active");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    feed(engines, warmUp);
    long payloads = sum();
    long begin = System.nanoTime();
    long cpu = cpuNanos();
    feed(engines, time);
    System.out.printf(
        "%d %d %d%n",
        sum() - payloads,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
        TimeUnit.NANOSECONDS.toMillis(cpuNanos() - cpu));
    engines.forEach(engine -> Thread.ofPlatform().daemon().start(engine::close));
  }

  private void feed(List<HieroOrderingEngine> engines, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      for (int member = 1; member <= MEMBERS; member++) {
        while (submitted[member] - ordered.get(member) < underWay
            && engines.get(member - 1).submit(payload)) {
          submitted[member]++;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private long sum() {
    return IntStream.rangeClosed(1, MEMBERS).mapToLong(ordered::get).sum();
  }

  private static long cpuNanos() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("no processor time"))
        .toNanos();
  }

  private List<HieroOrderingEngine> start(Path directory) throws IOException {
    List<EngineIdentity> identities =
        IntStream.rangeClosed(1, MEMBERS).mapToObj(EngineIdentity::generate).toList();
    List<Integer> ports = freePorts();
    List<ValidatorEndpoint> endpoints = new ArrayList<>();
    for (int member = 1; member <= MEMBERS; member++) {
      endpoints.add(
          new ValidatorEndpoint(
              member,
              "127.0.0.1",
              ports.get(member - 1),
              identities.get(member - 1).certificateDer(),
              1));
    }
    var pace =
        new HieroSettings.Pace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            CREATION_RATE,
            Duration.ofHours(1),
            HieroSettings.Pace.ROUNDS_REMEMBERED);
    List<HieroOrderingEngine> engines = new ArrayList<>();
    for (int member = 1; member <= MEMBERS; member++) {
      var settings =
          new HieroSettings(
              directory.resolve(Integer.toString(member)), member, endpoints, pace, false);
      var engine =
          new HieroOrderingEngine(
              settings, identities.get(member - 1), InstantSource.system(), RosterChanges.NONE);
      engine.idle(false);
      engine.start(new Counting(member == 1));
      engines.add(engine);
    }
    return engines;
  }

  /** All are held until each is known, so that none is found twice. */
  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < MEMBERS; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(OrderingRate::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a socket", e);
    }
  }

  /** Of one engine the rounds are counted; all have the same. */
  private final class Counting implements OrderingListener {

    private final boolean counts;

    Counting(boolean counts) {
      this.counts = counts;
    }

    @Override
    public void onRound(OrderedRound round) {
      if (counts) {
        for (OrderedPayload one : round.payloads()) {
          ordered.incrementAndGet(one.creator());
        }
      }
    }

    @Override
    public void onResume(long lastRound, byte[] orderHash) {}

    @Override
    public void onPayloadSeen(byte[] seen, int creatorMember) {}

    @Override
    public void onGap(long lastRound, byte[] orderHash) {}

    @Override
    public void onSaving() {}

    @Override
    public void onStatus(EngineStatus status) {}
  }
}
