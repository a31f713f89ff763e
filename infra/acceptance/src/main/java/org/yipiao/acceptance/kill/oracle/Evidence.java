package org.yipiao.acceptance.kill.oracle;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.log.LeafV1;

/**
 * Everything that was found after a run, from outside.
 *
 * @param accepted what the driver was told
 * @param unanswered what was handed in and never answered: the entry and the last cause
 * @param register every invoice of the register
 * @param bundles by invoice, what the driver's own verification of its bundle gave
 * @param leaves the final log of one node, in order
 * @param replicas every node's own log
 * @param claims by claim, what the payer says of it
 * @param years what each payer has counted of each person, as it decides on
 * @param yearEntries the book of those years, in its order
 * @param bookings every execution in the bank's book
 * @param spools every gateway's spool
 * @param publication the final blocks on Kafka
 * @param patients what signed-in patients were shown
 */
public record Evidence(
    AcceptedList.Content accepted,
    Map<String, String> unanswered,
    List<RegisterEntry> register,
    Map<String, VerifiedBundle> bundles,
    List<LeafV1> leaves,
    List<Replica> replicas,
    Map<String, ClaimEnd> claims,
    List<Year> years,
    List<YearEntry> yearEntries,
    List<Booking> bookings,
    List<SpoolDepth> spools,
    Publication publication,
    PatientEvidence patients) {

  public Evidence {
    unanswered = Map.copyOf(unanswered);
    register = List.copyOf(register);
    bundles = Map.copyOf(bundles);
    leaves = List.copyOf(leaves);
    replicas = List.copyOf(replicas);
    claims = Map.copyOf(claims);
    years = List.copyOf(years);
    yearEntries = List.copyOf(yearEntries);
    bookings = List.copyOf(bookings);
    spools = List.copyOf(spools);
  }

  /** A row of the register. */
  public record RegisterEntry(
      String invoice, String hospital, String state, long totalFen, long claimableFen) {}

  /**
   * A bundle as the driver judged it.
   *
   * @param fault why it proves nothing; null when it is valid
   * @param totalFen as proven, 0 when it is not
   */
  public record VerifiedBundle(@Nullable String fault, long totalFen) {}

  /**
   * A node's log.
   *
   * @param size of its last final checkpoint
   * @param root that checkpoint's root
   * @param computedRoot the root over the leaves that it serves
   */
  public record Replica(String node, long size, String root, String computedRoot) {}

  /** Where a claim stands. */
  public record ClaimEnd(String status, boolean ended, long amountFen, @Nullable String refusal) {}

  /**
   * Whose year.
   *
   * @param payer the payer's tenant
   * @param person the register's id, 64 hexadecimal digits
   */
  public record YearKey(String payer, String person, String plan, int year) {

    /** Names the person by the beginning of the id alone. */
    @Override
    public String toString() {
      return "%s %s %d of %s".formatted(payer, plan, year, person.substring(0, 8));
    }
  }

  /**
   * A person's year under a plan.
   *
   * @param version how often it was written since it began
   */
  public record Year(
      YearKey key,
      long deductibleUsedFen,
      long inScopeUsedFen,
      long paidFen,
      int admissions,
      int version) {}

  /**
   * What one claim added to a year or took back.
   *
   * @param claim null for what the payer brought along
   * @param kind OPENING, HOLD or RELEASE
   * @param admission names the stay; null for a visit
   */
  public record YearEntry(
      YearKey key,
      @Nullable String claim,
      String kind,
      long deductibleUsedFen,
      long inScopeUsedFen,
      long paidFen,
      @Nullable String admission) {}

  /** An execution in the bank's book. */
  public record Booking(String payer, String endToEndId, long amountFen) {}

  /** What lies in a gateway and is not final. */
  public record SpoolDepth(String gateway, long pending, long quarantined) {}

  /**
   * The topic of final blocks, beside the node that fills it.
   *
   * @param blocks by height, the SHA-256 of each final block of the node in its published form
   * @param records all that the topic holds, in its order
   */
  public record Publication(List<String> blocks, List<PublishedBlock> records) {

    public Publication {
      blocks = List.copyOf(blocks);
      records = List.copyOf(records);
    }
  }

  /**
   * A record of the topic.
   *
   * @param key its height, in decimal
   * @param sha256 of its value
   */
  public record PublishedBlock(String key, String sha256) {}
}
