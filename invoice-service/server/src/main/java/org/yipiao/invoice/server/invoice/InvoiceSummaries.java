package org.yipiao.invoice.server.invoice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.api.InvoiceSummary;
import org.yipiao.invoice.api.InvoiceSummaryPage;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.person.PersonVault;

/** A person's invoices as the person's list shows them: a page asks the database twice. */
@Component
class InvoiceSummaries {

  private final SummaryMapper mapper;
  private final InvoiceMapper documents;
  private final PersonVault vault;

  InvoiceSummaries(SummaryMapper mapper, InvoiceMapper documents, PersonVault vault) {
    this.mapper = mapper;
    this.documents = documents;
    this.vault = vault;
  }

  InvoiceSummaryPage page(String person, @Nullable ListPosition after, int size) {
    List<SummaryMapper.Row> found =
        after == null
            ? mapper.firstPage(person, size + 1)
            : mapper.nextPage(person, after.issuedSeconds(), after.invoiceId(), size + 1);
    List<SummaryMapper.Row> page = found.subList(0, Math.min(size, found.size()));
    if (page.isEmpty()) {
      return new InvoiceSummaryPage(List.of(), null);
    }
    // All that is a person's is sealed under that person's key.
    Optional<PersonVault.DataKey> key = vault.key(page.getFirst().keyRef());
    var items = new ArrayList<InvoiceSummary>(page.size());
    for (SummaryMapper.Row row : page) {
      items.add(summary(row, key.flatMap(at -> content(row, at)).orElse(null)));
    }
    return new InvoiceSummaryPage(items, found.size() > size ? page.getLast().position() : null);
  }

  private Optional<SummaryContent> content(SummaryMapper.Row row, PersonVault.DataKey key) {
    byte[] sealed = row.summary();
    if (sealed == null) {
      return fill(row, key);
    }
    return key.open(PersonVault.Part.SUMMARY, row.id(), row.receivedMicros(), sealed)
        .map(SummaryContent::decode);
  }

  /** One document at a time: a page of them would need as much memory as they may be large. */
  private Optional<SummaryContent> fill(SummaryMapper.Row row, PersonVault.DataKey key) {
    Optional<SummaryContent> content =
        documents
            .proof(row.invoiceId())
            .flatMap(proof -> InvoiceRegister.open(key, row.id(), row.receivedMicros(), proof))
            .map(opened -> content(row, opened));
    content.ifPresent(one ->
        mapper.fill(row.invoiceId(), key.seal(PersonVault.Part.SUMMARY, row.id(), one.encode())));
    return content;
  }

  private static SummaryContent content(SummaryMapper.Row row, InvoiceRegister.Opened opened) {
    if (!(InvoiceDocument.read(opened.compact())
        instanceof DocumentReading.Read(InvoiceDocument document))) {
      throw new IllegalStateException("a stored document cannot be read: " + row.id());
    }
    return SummaryContent.of(document.content());
  }

  private static InvoiceSummary summary(SummaryMapper.Row row, @Nullable SummaryContent content) {
    return new InvoiceSummary(
        row.id().toString(),
        row.state(),
        row.tenant(),
        content == null ? null : content.issuerName(),
        row.documentType(),
        content == null ? null : content.encounterDate(),
        content == null ? null : content.dischargeDate(),
        content == null ? null : content.department(),
        content == null ? null : content.visitNumber(),
        row.totalFen(),
        row.claimableFen(),
        Instant.ofEpochSecond(row.issuedSeconds()),
        Micros.toInstantOrNull(row.finalMicros()),
        row.outcome());
  }
}
