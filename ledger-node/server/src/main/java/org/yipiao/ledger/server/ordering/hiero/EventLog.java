package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.platform.event.GossipEvent;
import com.hedera.pbj.runtime.ParseException;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.hiero.base.crypto.Hash;
import org.hiero.consensus.crypto.PbjStreamHasher;
import org.hiero.consensus.model.event.EventDescriptorWrapper;
import org.hiero.consensus.model.event.EventOrigin;
import org.hiero.consensus.model.event.PlatformEvent;

/**
 * Reads an engine's event log while no engine runs. The engine takes whatever it cannot read of a
 * file for what a crash has cut off, says nothing, and goes on without the rest of the file, be it
 * its own events: so it has to be looked at before.
 *
 * <p>A file is, big-endian, {@code version(4)} and for each event {@code length(4)} and that many
 * bytes, a {@code GossipEvent}. A crash leaves a file that ends within an event, or in zeros, or
 * has nothing at all.
 *
 * <p>An engine writes an event once it has those before it, and leaves out only what is too old by
 * then: so of two events that were made in one round the later one is never there alone.
 */
public final class EventLog {

  /** The most bytes of an event; a length beyond is none. */
  static final int MOST_EVENT_BYTES = 1 << 20;

  /** The engine's library knows this one alone. */
  private static final int VERSION = 2;

  /** As deep as the library reads. */
  private static final int DEPTH = 128;

  private static final int SIGNATURE_BYTES = 64;

  /** An own event of so many rounds before the latest one is not expected any more. */
  private static final int ROUNDS = 1_000;

  private final int member;
  private final Reach reach;
  private final Signatures signatures;
  private final PbjStreamHasher hasher = new PbjStreamHasher();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> cutOff = new ArrayList<>();

  /** The own events of one origin, by the round in which they were made. */
  private final TreeMap<Long, Set<Hash>> own = new TreeMap<>();

  private long events;
  private long round = -1;
  private long origin = -1;
  private boolean nothingNew;

  /** From the next byte to the end of the newest file. */
  private long left;

  private EventLog(int member, Reach reach, Signatures signatures) {
    this.member = member;
    this.reach = reach;
    this.signatures = signatures;
  }

  /** Says whether an event was signed by who has made it. */
  @FunctionalInterface
  public interface Signatures {

    /**
     * Whether the signature is that member's, as far as its keys are known.
     *
     * @param hash of the event, which is what is signed
     */
    boolean mayBe(long creator, byte[] hash, byte[] signature);
  }

  /**
   * How far back is read.
   *
   * @param bytes of the newest files, of which at least one is read
   * @param signedBytes of the newest events, whose signatures are verified
   */
  public record Reach(long bytes, long signedBytes) {

    public static final Reach ALL = new Reach(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** What is wrong, and in which file. */
  public record Fault(String file, String what) {

    @Override
    public String toString() {
      return file + ": " + what;
    }
  }

  /**
   * What was read.
   *
   * @param files that were read, the newest of all
   * @param round the latest in which an event was made; −1 without any
   * @param origin the round from which on the newest file continues what was before; −1 without any
   * @param cutOff files that end as a crash leaves them
   * @param nothingNew whether the newest file is one of them and has no event
   */
  public record Content(
      int files,
      long events,
      long round,
      long origin,
      List<String> cutOff,
      boolean nothingNew,
      List<Fault> faults) {

    Content with(Fault one) {
      List<Fault> all = new ArrayList<>(faults);
      all.add(one);
      return new Content(files, events, round, origin, cutOff, nothingNew, List.copyOf(all));
    }
  }

  /**
   * Reads the newest files.
   *
   * @throws IOException when a file cannot be read
   */
  public static Content read(Path engineDirectory, int member, Reach reach, Signatures signatures)
      throws IOException {
    var log = new EventLog(member, reach, signatures);
    var files = EventFiles.newest(engineDirectory, member, reach.bytes());
    log.faults.addAll(files.faults());
    log.left = files.bytes();
    for (EventFiles.One file : files.all()) {
      log.read(file);
    }
    return new Content(
        files.all().size(),
        log.events,
        log.round,
        log.origin,
        List.copyOf(log.cutOff),
        log.nothingNew,
        List.copyOf(log.faults));
  }

  private void read(EventFiles.One file) throws IOException {
    if (file.origin() != origin) {
      own.clear(); // it does not continue what was before
      origin = file.origin();
    }
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file.path()));
    long after = left - bytes.limit();
    long eventsBefore = events;
    int cutOffBefore = cutOff.size();
    int version = isCutOff(bytes) ? VERSION : bytes.getInt();
    if (version != VERSION) {
      faults.add(new Fault(file.name(), "version " + version + " is not known"));
    } else {
      events(file, bytes, after);
    }
    nothingNew = events == eventsBefore && cutOff.size() > cutOffBefore;
    left = after;
  }

  /**
   * @param after the bytes of the files that follow
   */
  private void events(EventFiles.One file, ByteBuffer bytes, long after) {
    while (bytes.hasRemaining()) {
      int at = bytes.position();
      boolean ends = isCutOff(bytes);
      int length = ends ? 0 : bytes.getInt();
      boolean plausible = length > 0 && length <= MOST_EVENT_BYTES;
      if (ends || (plausible && isCutOff(bytes, length))) {
        cutOff.add(file.name());
        return;
      }
      left = after + bytes.remaining();
      if (!plausible || length > bytes.remaining() || !take(file, bytes, length)) {
        faults.add(new Fault(file.name(), "no event at byte " + at));
        return;
      }
    }
    if (bytes.limit() == 0) {
      cutOff.add(file.name());
    }
  }

  /** Whether a crash has left no more, or only room in which nothing was written. */
  private static boolean isCutOff(ByteBuffer bytes) {
    if (bytes.remaining() < Integer.BYTES) {
      return true;
    }
    for (int index = bytes.position(); index < bytes.limit(); index++) {
      if (bytes.get(index) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The same within an event: it has no end, or only room for one. */
  private boolean isCutOff(ByteBuffer bytes, int length) {
    if (length > bytes.remaining()) {
      return !holdsAnOwnEvent(rest(bytes));
    }
    for (int index = bytes.position() + length - 1; index < bytes.limit(); index++) {
      if (bytes.get(index) != 0) {
        return false;
      }
    }
    try {
      return !isSigned(hashed(Arrays.copyOf(rest(bytes), length)));
    } catch (ParseException | RuntimeException e) {
      return true;
    }
  }

  private static byte[] rest(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(bytes.position(), rest);
    return rest;
  }

  /**
   * Whether an own event, which was not read yet, is whole in what would be the beginning of one:
   * then its length is wrong. Another's event may hold whatever its maker likes.
   */
  private boolean holdsAnOwnEvent(byte[] rest) {
    var bytes = ByteBuffer.wrap(rest);
    for (int at = 0; at + Integer.BYTES < rest.length; at++) {
      int length = bytes.getInt(at);
      int begin = at + Integer.BYTES;
      if (length > SIGNATURE_BYTES
          && length <= rest.length - begin
          && isNewOwnEvent(Bytes.wrap(rest, begin, length))) {
        return true;
      }
    }
    return false;
  }

  private boolean isNewOwnEvent(Bytes bytes) {
    try {
      GossipEvent one = event(bytes);
      if (one.signature().length() != SIGNATURE_BYTES) {
        return false;
      }
      PlatformEvent event = hashed(one);
      long made = event.getBirthRound();
      return event.getCreatorId().id() == member
          && isSigned(event)
          && (own.isEmpty() || made >= own.lastKey() - ROUNDS)
          && !own.getOrDefault(made, Set.of()).contains(event.getHash());
    } catch (ParseException | RuntimeException e) {
      return false;
    }
  }

  private static GossipEvent event(Bytes bytes) throws ParseException {
    return GossipEvent.PROTOBUF.parse(bytes, true, DEPTH);
  }

  /** Whether it is an event, after which the file can be read on. */
  private boolean take(EventFiles.One file, ByteBuffer bytes, int length) {
    int at = bytes.position() - Integer.BYTES;
    byte[] content = new byte[length];
    bytes.get(content);
    PlatformEvent event;
    try {
      event = hashed(content);
    } catch (ParseException | RuntimeException e) {
      return false;
    }
    events++;
    round = Math.max(round, event.getBirthRound());
    if (left <= reach.signedBytes() && !isSigned(event)) {
      faults.add(
          new Fault(file.name(), "the event at byte %d is not as it was signed".formatted(at)));
    }
    if (event.getCreatorId().id() == member) {
      if (lacksItsParent(event)) {
        faults.add(
            new Fault(
                file.name(), "the own event before the one at byte %d is missing".formatted(at)));
      }
      own.computeIfAbsent(event.getBirthRound(), _ -> new HashSet<>()).add(event.getHash());
      own.headMap(own.lastKey() - ROUNDS).clear();
    }
    return true;
  }

  private PlatformEvent hashed(byte[] content) throws ParseException {
    return hashed(event(Bytes.wrap(content)));
  }

  private PlatformEvent hashed(GossipEvent gossiped) {
    var event = new PlatformEvent(gossiped, EventOrigin.STORAGE);
    hasher.hashEvent(event);
    return event;
  }

  private boolean lacksItsParent(PlatformEvent event) {
    EventDescriptorWrapper before = event.getSelfParent();
    long made = event.getBirthRound();
    return before != null
        && before.birthRound() == made
        && !own.isEmpty()
        && made >= own.lastKey() - ROUNDS
        && !own.getOrDefault(made, Set.of()).contains(before.hash());
  }

  private boolean isSigned(PlatformEvent event) {
    return signatures.mayBe(
        event.getCreatorId().id(),
        event.getHash().copyToByteArray(),
        event.getSignature().toByteArray());
  }
}
