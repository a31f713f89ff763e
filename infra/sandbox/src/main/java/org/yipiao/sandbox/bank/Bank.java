package org.yipiao.sandbox.bank;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.telemetry.TraceContext;
import org.yipiao.sandbox.journal.Journal;
import org.yipiao.sandbox.problem.SandboxProblem;

/**
 * Takes orders, decides each transfer once, and remembers both. A customer's end-to-end id is
 * executed at most once, whatever is sent again and whenever the process dies: the decision is in
 * the journal before anybody hears of it.
 */
final class Bank implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bank.class);

  private record Key(String tenant, String id) {}

  private final Journal<Entry> journal;
  private final InstantSource time;
  private final Map<String, String> holders = new HashMap<>();
  private final Map<Key, Entry.Ordered> messages = new HashMap<>();
  private final Map<Key, Entry.Ordered> orderOfTransfer = new HashMap<>();
  private final Map<Key, Entry.Decided> decisions = new LinkedHashMap<>();
  private final Map<Key, Entry.Ordered> undecided = new LinkedHashMap<>();
  private final Map<String, Behaviour> behaviours = new HashMap<>();
  private final Map<Key, Integer> reports = new HashMap<>();
  private final Set<Key> cameAgain = new HashSet<>();
  private Behaviour ordinary = Behaviour.DEFAULT;

  Bank(Path directory, List<BankProperties.Account> accounts, InstantSource time) {
    this.time = time;
    accounts.forEach(account -> holders.put(account.number(), account.tenant()));
    this.journal = Journal.open(directory, "bank.journal", Entry.class, this::apply);
  }

  private void apply(Entry entry) {
    var ordered = entry.ordered();
    if (ordered != null) {
      var key = new Key(ordered.tenant(), ordered.messageId());
      messages.put(key, ordered);
      undecided.put(key, ordered);
      for (var transfer : ordered.transfers()) {
        orderOfTransfer.put(new Key(ordered.tenant(), transfer.endToEndId()), ordered);
      }
    }
    var decided = entry.decided();
    if (decided != null) {
      var key = new Key(decided.tenant(), decided.endToEndId());
      decisions.put(key, decided);
      var order = orderOfTransfer.get(key);
      if (order != null && isDecided(order)) {
        undecided.remove(new Key(order.tenant(), order.messageId()));
      }
    }
    var instructed = entry.instructed();
    if (instructed != null) {
      var id = instructed.endToEndId();
      if (id == null) {
        ordinary = instructed.behaviour();
      } else {
        behaviours.put(id, instructed.behaviour());
      }
    }
  }

  private boolean isDecided(Entry.Ordered order) {
    return order.transfers().stream()
        .allMatch(t -> decisions.containsKey(new Key(order.tenant(), t.endToEndId())));
  }

  private void record(Entry entry) {
    journal.append(entry);
    apply(entry);
  }

  /**
   * Takes an order; the same one again changes nothing.
   *
   * @param contentHash of the bytes that came
   * @throws ProblemException when a message or end-to-end id stands for something else, or the
   *     tenant does not hold the account that pays
   */
  synchronized void order(TenantId tenant, CreditTransferInitiation order, String contentHash) {
    var key = new Key(tenant.value(), order.messageId());
    var known = messages.get(key);
    if (known != null) {
      if (!known.contentHash().equals(contentHash)) {
        throw new ProblemException(SandboxProblem.MESSAGE_ID_REUSED);
      }
      cameAgain.add(key);
      return;
    }
    requireHolder(tenant, order);
    for (var transfer : order.transfers()) {
      if (orderOfTransfer.containsKey(new Key(tenant.value(), transfer.endToEndId()))) {
        throw new ProblemException(SandboxProblem.END_TO_END_ID_REUSED);
      }
    }
    var ordered =
        new Entry.Ordered(
            tenant.value(),
            order.messageId(),
            order.paymentId(),
            contentHash,
            order.transfers(),
            time.instant(),
            TraceContext.currentTraceparent());
    record(Entry.of(ordered));
    LOG.info(
        "payment message {} of {} is taken: {} transfers",
        ordered.messageId(),
        ordered.tenant(),
        ordered.transfers().size());
    decide(ordered);
  }

  /** Somebody else's account and one that there is not are refused alike. */
  private void requireHolder(TenantId tenant, CreditTransferInitiation order) {
    for (var transfer : order.transfers()) {
      if (!tenant.value().equals(holders.get(transfer.debtorAccount()))) {
        LOG.warn(
            "payment message {} of {} is refused: its account is not theirs",
            order.messageId(),
            tenant);
        throw new ProblemException(
            SandboxProblem.DEBTOR_ACCOUNT_FORBIDDEN,
            List.of(
                new FieldFault(
                    Pain001Reader.DEBTOR_ACCOUNT,
                    "NOT_PERMITTED",
                    Reason.of(BankReason.ACCOUNT_OF_ANOTHER))));
      }
    }
  }

  /** Decides what can be decided now. */
  private void decide(Entry.Ordered order) {
    for (var transfer : order.transfers()) {
      if (decisions.containsKey(new Key(order.tenant(), transfer.endToEndId()))) {
        continue;
      }
      var behaviour = behaviours.getOrDefault(transfer.endToEndId(), ordinary);
      var now = time.instant();
      switch (behaviour.mode()) {
        case SETTLE, TWICE, DUPLICATE -> decide(order, transfer, null, now);
        case REJECT -> decide(order, transfer, behaviour.code(), now);
        case DELAY -> {
          if (!order.at().plusMillis(behaviour.millis()).isAfter(now)) {
            decide(order, transfer, null, now);
          }
        }
        case SILENT -> {}
      }
    }
  }

  private void decide(
      Entry.Ordered order, Transfer transfer, @Nullable String rejection, Instant at) {
    record(Entry.of(new Entry.Decided(order.tenant(), transfer.endToEndId(), rejection, at)));
    try (var _ = TraceContext.resume(order.traceparent())) {
      LOG.info(
          "transfer {} of message {} is {}",
          transfer.endToEndId(),
          order.messageId(),
          rejection == null ? "executed" : "rejected: " + rejection);
    }
  }

  /** Decides every open transfer whose time has come; also when nobody asks. */
  synchronized void work() {
    for (var order : List.copyOf(undecided.values())) {
      decide(order);
    }
  }

  /** What the bank has to say of a message: nothing yet, or a report of all its transfers. */
  sealed interface Answer {
    /** The bank says nothing on purpose. */
    record Silent() implements Answer {}

    /** The transfers are not decided. */
    record Pending() implements Answer {}

    /** All transfers are decided. */
    record Report(String reportId, Entry.Ordered order, List<Entry.Decided> decisions)
        implements Answer {
      public Report {
        decisions = List.copyOf(decisions);
      }
    }
  }

  /** The answer to a message; empty when the tenant sent no such message, or the bank denies it. */
  synchronized Optional<Answer> answer(TenantId tenant, String messageId) {
    var key = new Key(tenant.value(), messageId);
    var order = messages.get(key);
    if (order == null) {
      return Optional.empty();
    }
    decide(order);
    var decided = new ArrayList<Entry.Decided>();
    boolean twice = false;
    boolean silent = false;
    for (var transfer : order.transfers()) {
      var mode = behaviours.getOrDefault(transfer.endToEndId(), ordinary).mode();
      if (mode == Behaviour.Mode.DUPLICATE && !cameAgain.contains(key)) {
        return Optional.empty();
      }
      twice |= mode == Behaviour.Mode.TWICE;
      silent |= mode == Behaviour.Mode.SILENT;
      var decision = decisions.get(new Key(order.tenant(), transfer.endToEndId()));
      if (decision != null) {
        decided.add(mode == Behaviour.Mode.DUPLICATE ? decision.ofSecondCopy() : decision);
      }
    }
    if (decided.size() < order.transfers().size()) {
      return Optional.of(silent ? new Answer.Silent() : new Answer.Pending());
    }
    int number = twice ? reports.merge(key, 1, Integer::sum) : 1;
    var name = messageId.length() > 28 ? messageId.substring(messageId.length() - 28) : messageId;
    return Optional.of(new Answer.Report("R" + number + "-" + name, order, decided));
  }

  /** Sets how a transfer, or with null every other, is treated from now on. */
  synchronized void instruct(@Nullable String endToEndId, Behaviour behaviour) {
    record(Entry.of(new Entry.Instructed(endToEndId, behaviour)));
    work();
  }

  /**
   * An executed transfer.
   *
   * @param at when the money moved
   */
  record Booking(
      String tenant,
      String messageId,
      String endToEndId,
      String debtorAccount,
      String creditorAccount,
      long amountFen,
      Instant at) {}

  /** Executed transfers in their order, after the first {@code after}, at most {@code limit}. */
  synchronized List<Booking> book(@Nullable TenantId tenant, int after, int limit) {
    var book = new ArrayList<Booking>();
    int index = 0;
    for (var decided : decisions.values()) {
      if (decided.rejection() != null
          || (tenant != null && !tenant.value().equals(decided.tenant()))
          || index++ < after) {
        continue;
      }
      if (book.size() == limit) {
        break;
      }
      book.add(booking(decided));
    }
    return book;
  }

  private Booking booking(Entry.Decided decided) {
    var order = orderOfTransfer.get(new Key(decided.tenant(), decided.endToEndId()));
    if (order == null) {
      throw new IllegalStateException("a transfer was decided that nobody ordered");
    }
    var transfer =
        order.transfers().stream()
            .filter(t -> t.endToEndId().equals(decided.endToEndId()))
            .findFirst()
            .orElseThrow();
    return new Booking(
        decided.tenant(),
        order.messageId(),
        transfer.endToEndId(),
        transfer.debtorAccount(),
        transfer.creditorAccount(),
        transfer.amountFen(),
        decided.at());
  }

  @Override
  public void close() throws java.io.IOException {
    journal.close();
  }
}
