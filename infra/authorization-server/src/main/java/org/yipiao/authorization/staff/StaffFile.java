package org.yipiao.authorization.staff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yipiao.authorization.signin.PhoneNumber;
import org.yipiao.platform.id.StaffId;
import org.yipiao.platform.id.TenantId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The staff file: a JSON list of {@code {"staffId", "phone", "tenant", "roles"}}. The phone is
 * written as E.164 does, {@code +8613800138000}; roles are {@code claims.viewer} and {@code
 * claims.decider}. Nobody is in it twice, and no phone is two people's. What it says of faults
 * names the entry and no phone.
 */
final class StaffFile {

  private static final int MOST_BYTES = 4 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private record Entry(
      @Nullable String staffId,
      @Nullable String phone,
      @Nullable String tenant,
      @Nullable List<String> roles) {}

  private StaffFile() {}

  /**
   * All members by id.
   *
   * @param reserved tenants that nobody works for, such as the one that patients' programs act for
   * @throws IllegalStateException naming the entry that is not in order
   */
  static Map<StaffId, StaffMember> read(Path file, Set<TenantId> reserved) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalStateException(file + " is longer than " + MOST_BYTES + " bytes");
    }
    Entry[] entries;
    try {
      entries = JSON.readValue(Files.readString(file), Entry[].class);
    } catch (JacksonException e) {
      var at = e.getLocation();
      // Its message would quote the file.
      throw new IllegalStateException(
          "%s is no list of staff (line %d)".formatted(file, at == null ? 0 : at.getLineNr()));
    }
    var members = new LinkedHashMap<StaffId, StaffMember>();
    var phones = new HashSet<PhoneNumber>();
    for (int i = 0; i < entries.length; i++) {
      try {
        var member = member(entries[i], reserved);
        if (members.putIfAbsent(member.id(), member) != null) {
          throw new IllegalArgumentException("staff " + member.id() + " appears twice");
        }
        if (!phones.add(member.phone())) {
          throw new IllegalArgumentException("the phone is somebody else's already");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            "%s, entry %d of %d: %s".formatted(file, i + 1, entries.length, e.getMessage()), e);
      }
    }
    return members;
  }

  private static StaffMember member(@Nullable Entry entry, Set<TenantId> reserved) {
    if (entry == null
        || entry.staffId() == null
        || entry.phone() == null
        || entry.tenant() == null
        || entry.roles() == null) {
      throw new IllegalArgumentException("staffId, phone, tenant and roles are required");
    }
    var tenant = new TenantId(entry.tenant());
    if (reserved.contains(tenant)) {
      throw new IllegalArgumentException("nobody works for tenant " + tenant);
    }
    return new StaffMember(
        new StaffId(entry.staffId()),
        new PhoneNumber(entry.phone()),
        tenant,
        entry.roles().stream().map(StaffRole::of).collect(Collectors.toSet()));
  }
}
