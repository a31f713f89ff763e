package org.yipiao.quickstart.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yipiao.embedded.Directories;
import tools.jackson.databind.json.JsonMapper;

/**
 * The made-up people who work at the payers of the development platform: at each two who decide, so
 * that one can confirm the other, and one who only looks.
 */
public final class Staff {

  private static final String DECIDER = "claims.decider";
  private static final String VIEWER = "claims.viewer";
  private static final List<String> PAYERS = List.of("agency", "insurer", "insurer-two");

  private static final List<Member> ALL =
      IntStream.range(0, PAYERS.size()).boxed().flatMap(Staff::ofPayer).toList();

  private Staff() {}

  /**
   * Somebody at a payer.
   *
   * @param phone E.164; codes to it are shown by the sandbox
   * @param tenant the payer
   * @param roles {@code claims.decider} or {@code claims.viewer}
   */
  public record Member(String staffId, String phone, String tenant, List<String> roles) {

    public Member {
      roles = List.copyOf(roles);
    }

    public boolean decides() {
      return roles.contains(DECIDER);
    }

    /** The number without the country, as one types it: 11 digits. */
    public String typedPhone() {
      return phone.substring("+86".length());
    }
  }

  /** All of them, payer by payer. */
  public static List<Member> all() {
    return ALL;
  }

  private static Stream<Member> ofPayer(int payer) {
    String tenant = PAYERS.get(payer);
    String phones = "+8613700000" + "%02d".formatted(payer + 1);
    return Stream.of(
        new Member(tenant + "-one", phones + "1", tenant, List.of(DECIDER)),
        new Member(tenant + "-two", phones + "2", tenant, List.of(DECIDER)),
        new Member(tenant + "-viewer", phones + "3", tenant, List.of(VIEWER)));
  }

  /** The file for the authorization server, written once: who changes it keeps the change. */
  static Path file(Path directory) {
    Path file = directory.resolve("staff.json");
    if (!Files.exists(file)) {
      Directories.writePrivate(
          file,
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(ALL));
    }
    return file;
  }
}
