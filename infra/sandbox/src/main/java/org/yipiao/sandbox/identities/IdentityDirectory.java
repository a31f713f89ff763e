package org.yipiao.sandbox.identities;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.sandbox.journal.Journal;
import org.yipiao.sandbox.phone.PhoneNumber;
import org.yipiao.sandbox.problem.SandboxProblem;

/** Remembers whose a phone number is: in the journal before anybody hears that it was taken. */
final class IdentityDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IdentityDirectory.class);

  private final int maxKept;
  private final Journal<Identity> journal;
  private final Map<String, Identity> byPhone = new HashMap<>();
  private int corrections;

  IdentityDirectory(Path directory, int maxKept) {
    this.maxKept = maxKept;
    this.journal = Journal.open(directory, "identities.journal", Identity.class, this::apply);
  }

  private void apply(Identity identity) {
    if (byPhone.put(identity.phone(), identity) != null) {
      corrections++;
    }
  }

  /**
   * Takes whose a number is, in place of what was known of it; the same again changes nothing.
   *
   * @throws ProblemException IDENTITIES_FULL when there is no room for one more, or for one more
   *     correction, each of which makes the journal longer
   */
  synchronized void put(Identity given) {
    var identity = given.asKept();
    var known = byPhone.get(identity.phone());
    if (identity.equals(known)) {
      return;
    }
    if ((known == null ? byPhone.size() : corrections) >= maxKept) {
      throw new ProblemException(SandboxProblem.IDENTITIES_FULL, Integer.toString(maxKept));
    }
    journal.append(identity);
    apply(identity);
    LOG.info("{} phone numbers have an owner", byPhone.size());
  }

  /** Whose a number is; empty when nobody said. */
  synchronized Optional<Identity> find(PhoneNumber phone) {
    return Optional.ofNullable(byPhone.get(phone.digits()));
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
