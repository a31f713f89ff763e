package org.yipiao.bff.invoice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.cache.PersonCache;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.invoice.api.InvoiceApi;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.api.InvoiceSummary;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's invoices, as the register has them. */
@Component
public class Invoices {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<InvoiceSummary>> SUMMARIES = new TypeReference<>() {};
  private static final TypeReference<JsonNode> NODE = new TypeReference<>() {};

  private final Upstream<InvoiceApi> register;
  private final PersonCache cache;
  private final int most;

  Invoices(Upstream<InvoiceApi> register, PersonCache cache, BffProperties settings) {
    this.register = register;
    this.cache = cache;
    this.most = settings.cache().mostInvoices();
  }

  /** The newest ones, newest first, up to a limit that few people reach. */
  public Known<List<InvoiceSummary>> all(SignedIn who) {
    return cache.read(who.subject(), "invoices", SUMMARIES, () -> ask(who));
  }

  /** In one call if the register's pages are so large; it gives no more than its own limit. */
  private List<InvoiceSummary> ask(SignedIn who) {
    var all = new ArrayList<InvoiceSummary>();
    @Nullable String after = null;
    do {
      var from = after;
      var page = register.ask(who, api -> api.summariesOf(who.subject(), from, most - all.size()));
      all.addAll(page.items());
      after = page.next();
    } while (after != null && all.size() < most);
    return List.copyOf(all);
  }

  /**
   * One of them; of somebody else's the register's own refusal is passed on.
   *
   * @throws ProblemException when the person has no such invoice
   */
  public Known<InvoiceSummary> one(SignedIn who, String invoiceId) {
    var known = find(all(who), invoiceId);
    if (known.value() != null || known.stale()) {
      return known;
    }
    // It may have come just now, or be none of the newest: the register says whose it is.
    register.ask(who, api -> api.invoice(invoiceId, null, null, null));
    var anew = find(cache.ask(who.subject(), "invoices", SUMMARIES, () -> ask(who)), invoiceId);
    if (anew.value() == null && !anew.stale()) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    return anew;
  }

  private static Known<InvoiceSummary> find(
      Known<List<InvoiceSummary>> invoices, String invoiceId) {
    var found =
        invoices.optional().stream()
            .flatMap(List::stream)
            .filter(each -> each.invoiceId().equals(invoiceId))
            .findFirst()
            .orElse(null);
    return new Known<>(found, invoices.asOf(), invoices.stale());
  }

  /** The proof bundle as the register gives it out; none before the invoice is final. */
  public Known<JsonNode> bundle(SignedIn who, InvoiceSummary summary) {
    if (summary.state() != InvoiceState.FINAL) {
      return new Known<>(null, null, false);
    }
    var invoiceId = summary.invoiceId();
    return cache.read(
        who.subject(),
        "bundle:" + invoiceId,
        NODE,
        () -> {
          byte[] json = register.ask(who, api -> api.bundle(invoiceId, null, null, null));
          return JSON.readTree(json);
        });
  }
}
