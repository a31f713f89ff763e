package org.yipiao.invoice.server.invoice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.api.InvoiceIssued;
import org.yipiao.invoice.api.InvoiceLinked;
import org.yipiao.invoice.document.DisclosedContent;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.history.StatusHistory;
import org.yipiao.invoice.server.person.PersonVault;
import org.yipiao.invoice.server.person.PersonVault.Part;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.outbox.Outbox;
import org.yipiao.platform.outbox.OutboxEvent;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.databind.json.JsonMapper;

/** Gives an unlinked invoice to a person, inside the caller's database transaction. */
@Service
public class InvoiceOwners {

  private static final String CAUSE = "PERSON_LINKED";
  private static final JsonMapper JSON = InvoiceEvents.mapper();

  private final OwnerMapper owners;
  private final InvoiceMapper mapper;
  private final InvoiceRegister register;
  private final PersonVault vault;
  private final StatusHistory history;
  private final Outbox outbox;

  InvoiceOwners(
      OwnerMapper owners,
      InvoiceMapper mapper,
      InvoiceRegister register,
      PersonVault vault,
      StatusHistory history,
      Outbox outbox) {
    this.owners = owners;
    this.mapper = mapper;
    this.register = register;
    this.vault = vault;
    this.history = history;
    this.outbox = outbox;
  }

  /** The invoice, which nobody else changes until the end of the transaction. */
  public Optional<StoredInvoice> lock(InvoiceId id) {
    return owners.lock(id.value());
  }

  /** The name of the payer that a stored document gives. */
  public String payerName(InvoiceRegister.Opened document) {
    return content(document).payer().map(Payer::name).orElseThrow();
  }

  /**
   * The payers' names of a person's newest documents.
   *
   * @param most how many documents are looked at
   */
  public List<String> payerNames(PersonId person, int most) {
    return mapper.firstPage(person.value(), most).stream()
        .flatMap(invoice -> register.open(invoice).stream())
        .map(this::payerName)
        .distinct()
        .toList();
  }

  /**
   * Makes an unlinked invoice, whose row the caller has locked, that of a person. Its content is
   * sealed anew under the person's key, so that it is erased with the person, and the key that
   * sealed it before is erased.
   *
   * @param actor who asks for it in the person's name
   */
  public void give(
      StoredInvoice invoice,
      InvoiceRegister.Opened document,
      PersonId person,
      PersonVault.DataKey key,
      String actor,
      Instant at) {
    InvoiceId id = invoice.id();
    byte[] summary = SummaryContent.of(content(document)).encode();
    int given =
        owners.give(
            id.value(),
            person.value(),
            vault.keyRef(person, id),
            key.seal(Part.DOCUMENT, id, document.plain()),
            key.seal(Part.SUMMARY, id, summary));
    if (given != 1) {
      throw new IllegalStateException("a locked row changed: " + id);
    }
    vault.eraseUnlinked(id);
    history.append(
        List.of(
            new StatusHistory.Change(
                invoice.tenant(),
                "INVOICE",
                id.toString(),
                "LINKED",
                Micros.of(at),
                actor,
                CAUSE,
                invoice.traceparent())));
    try (var _ = TraceContext.resume(invoice.traceparent())) {
      outbox.append(event(invoice, person, actor, at));
    }
  }

  private static OutboxEvent event(
      StoredInvoice invoice, PersonId person, String actor, Instant at) {
    var linked =
        new InvoiceLinked(
            InvoiceLinked.VERSION,
            invoice.id().toString(),
            invoice.tenant(),
            person.value(),
            Micros.toInstant(Micros.of(at)));
    return new OutboxEvent(
        InvoiceIssued.TOPIC,
        invoice.id().toString(),
        InvoiceLinked.TYPE,
        new TenantId(invoice.tenant()),
        actor,
        CAUSE,
        JSON.writeValueAsBytes(linked));
  }

  private static DisclosedContent content(InvoiceRegister.Opened opened) {
    if (!(InvoiceDocument.read(opened.compact())
        instanceof DocumentReading.Read(InvoiceDocument document))) {
      throw new IllegalStateException("a stored document cannot be read");
    }
    return document.content();
  }
}
