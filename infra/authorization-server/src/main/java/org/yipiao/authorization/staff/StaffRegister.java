package org.yipiao.authorization.staff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.authorization.signin.PhoneNumber;
import org.yipiao.authorization.signin.StaffDirectory;
import org.yipiao.authorization.store.StoreUnavailableException;
import org.yipiao.platform.id.StaffId;
import org.yipiao.platform.id.TenantId;

/**
 * The staff file as it is at each question: it is read again once it has changed, so who leaves a
 * payer is gone without a restart. While it cannot be read, or is not in order, nobody is known and
 * nobody is refused: who asks is told to ask again.
 */
public final class StaffRegister implements StaffDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(StaffRegister.class);

  /** What tells one state of a file from the next. */
  private record Stamp(FileTime changed, long bytes, @Nullable Object key) {

    static Stamp of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  /**
   * @param members null when that state of the file was not in order
   */
  private record Read(Stamp stamp, @Nullable Map<StaffId, StaffMember> members) {}

  private final @Nullable Path file;
  private final Set<TenantId> reserved;
  private @Nullable Read read;

  /**
   * @param file null: payers have no staff
   * @param reserved tenants that nobody works for
   * @throws IllegalStateException naming the entry that is not in order
   */
  public StaffRegister(@Nullable Path file, Set<TenantId> reserved) {
    this.file = file;
    this.reserved = Set.copyOf(reserved);
    if (file != null) {
      try {
        this.read = new Read(Stamp.of(file), StaffFile.read(file, reserved));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the staff in " + file, e);
      }
    }
  }

  /**
   * @throws StoreUnavailableException when the file does not say
   */
  @Override
  public Optional<StaffId> find(PhoneNumber phone) {
    return member(phone).map(StaffMember::id);
  }

  /**
   * @throws StoreUnavailableException when the file does not say
   */
  @Override
  public Optional<StaffId> findReader(PhoneNumber phone) {
    return member(phone).filter(StaffMember::onlyReads).map(StaffMember::id);
  }

  private Optional<StaffMember> member(PhoneNumber phone) {
    return members().values().stream().filter(member -> member.phone().equals(phone)).findFirst();
  }

  /**
   * @throws StoreUnavailableException when the file does not say
   */
  public Optional<StaffMember> find(StaffId id) {
    return Optional.ofNullable(members().get(id));
  }

  private synchronized Map<StaffId, StaffMember> members() {
    if (file == null) {
      return Map.of();
    }
    try {
      var stamp = Stamp.of(file);
      var known = read;
      if (known == null || !known.stamp().equals(stamp)) {
        known = new Read(stamp, readAgain(file));
        read = known;
      }
      if (known.members() != null) {
        return known.members();
      }
    } catch (IOException e) {
      LOG.error("the staff file cannot be read: {}", e.toString());
    }
    throw new StoreUnavailableException("the staff file does not say who works for payers");
  }

  private @Nullable Map<StaffId, StaffMember> readAgain(Path changed) throws IOException {
    try {
      var members = StaffFile.read(changed, reserved);
      LOG.info("the staff file was changed and names {}", members.size());
      return members;
    } catch (IllegalStateException e) {
      LOG.error("the staff file was changed and is not in order: {}", e.getMessage());
      return null;
    }
  }
}
