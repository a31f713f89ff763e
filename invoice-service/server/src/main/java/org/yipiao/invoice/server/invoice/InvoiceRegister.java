package org.yipiao.invoice.server.invoice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.history.StatusHistory;
import org.yipiao.invoice.server.person.PersonIds;
import org.yipiao.invoice.server.person.PersonNames;
import org.yipiao.invoice.server.person.PersonVault;
import org.yipiao.invoice.server.problem.DocumentProblem;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;

/** Stores documents as they were signed and opens them again. */
@Service
public class InvoiceRegister {

  private static final int CHECK_CODE_LENGTH = 6;

  private final InvoiceMapper mapper;
  private final PersonIds ids;
  private final PersonVault vault;
  private final PersonNames names;
  private final StatusHistory history;

  InvoiceRegister(
      InvoiceMapper mapper,
      PersonIds ids,
      PersonVault vault,
      PersonNames names,
      StatusHistory history) {
    this.mapper = mapper;
    this.ids = ids;
    this.vault = vault;
    this.names = names;
    this.history = history;
  }

  /** A document as it was signed, and its check code. */
  public record Opened(String compact, CheckCode checkCode) {

    /** What is sealed of it. */
    byte[] plain() {
      return (checkCode.value() + compact).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return "Opened[masked]";
    }
  }

  /**
   * How documents meet what is stored.
   *
   * @param conflicts those that there is no room for
   * @param resubmitted numbers whose transaction came to nothing and that come again
   */
  public record Meeting(List<RegisterConflict> conflicts, Set<Long> resubmitted) {}

  /** Compares the documents with what is stored; locks the rows that are there. */
  public Meeting meet(String tenant, List<VerifiedDocument> documents) {
    var byId = new HashMap<Long, InvoiceMapper.Taken>();
    mapper
        .takenIds(documents.stream().map(d -> d.document().invoiceId().value()).sorted().toList())
        .forEach(taken -> byId.put(taken.invoiceId(), taken));
    var byKey = new HashMap<ByteBuffer, InvoiceMapper.Taken>();
    mapper
        .takenBusinessKeys(tenant, documents.stream().map(this::businessKey).toList())
        .forEach(taken -> byKey.put(ByteBuffer.wrap(taken.businessKey()), taken));
    var conflicts = new ArrayList<RegisterConflict>();
    for (VerifiedDocument document : documents) {
      conflict(document, tenant, byId, byKey).ifPresent(conflicts::add);
    }
    return new Meeting(conflicts, Set.copyOf(byId.keySet()));
  }

  private Optional<RegisterConflict> conflict(
      VerifiedDocument verified,
      String tenant,
      Map<Long, InvoiceMapper.Taken> byId,
      Map<ByteBuffer, InvoiceMapper.Taken> byKey) {
    InvoiceDocument document = verified.document();
    int index = verified.operationIndex();
    var same = byId.get(document.invoiceId().value());
    if (same != null) {
      if (!same.tenant().equals(tenant)
          || !Arrays.equals(same.commitment(), document.commitment().bytes())) {
        return Optional.of(
            new RegisterConflict(index, "/invoice_id", DocumentProblem.NUMBER_TAKEN));
      }
      InvoiceState state = InvoiceState.valueOf(same.state());
      return switch (state) {
        case EXPIRED, REFUSED -> Optional.empty();
        case RECEIVED, FINAL ->
            Optional.of(
                new RegisterConflict(index, "/invoice_id", DocumentProblem.ALREADY_SUBMITTED));
      };
    }
    return byKey.containsKey(ByteBuffer.wrap(businessKey(verified)))
        ? Optional.of(
            new RegisterConflict(index, "/businessNumber", DocumentProblem.BUSINESS_NUMBER_TAKEN))
        : Optional.empty();
  }

  private byte[] businessKey(VerifiedDocument document) {
    return ids.businessKey(
        document.document().member(), document.content().draft().businessNumber());
  }

  /** Stores the documents of one transaction inside the caller's database transaction. */
  public void store(
      String tenant,
      List<VerifiedDocument> documents,
      Set<Long> resubmitted,
      long ledgerId,
      Instant at,
      String actor,
      String cause) {
    var keyRefs = new HashMap<InvoiceId, String>();
    for (VerifiedDocument document : documents) {
      InvoiceId id = document.document().invoiceId();
      keyRefs.put(id, vault.keyRef(person(document).orElse(null), id));
    }
    PersonVault.Keys keys = vault.keys(keyRefs.values(), tenant, actor, cause, at);
    var rows = new ArrayList<InvoiceMapper.NewRow>(documents.size());
    var changes = new ArrayList<StatusHistory.Change>(documents.size());
    for (VerifiedDocument document : documents) {
      InvoiceId id = document.document().invoiceId();
      String keyRef = keyRefs.getOrDefault(id, "");
      if (resubmitted.contains(id.value())) {
        resubmit(document, ledgerId, at, actor, cause);
      } else {
        rows.add(row(tenant, document, keyRef, keys));
      }
      changes.add(
          new StatusHistory.Change(
              tenant,
              "INVOICE",
              id.toString(),
              InvoiceState.RECEIVED.name(),
              Micros.of(at),
              actor,
              cause,
              document.traceparent()));
    }
    if (!rows.isEmpty()) {
      mapper.insert(rows, ledgerId, Micros.of(at), actor, cause);
    }
    names.keep(keys, names(documents), new PersonNames.Origin(tenant, actor, cause, at));
    history.append(changes);
  }

  private void resubmit(
      VerifiedDocument verified, long ledgerId, Instant at, String actor, String cause) {
    InvoiceDocument document = verified.document();
    mapper.keepEarlier(document.invoiceId().value(), Micros.of(at), actor, cause);
    int changed =
        mapper.resubmit(
            document.invoiceId().value(),
            document.commitment().bytes(),
            ledgerId,
            verified.operationIndex(),
            actor,
            cause);
    if (changed != 1) {
      throw new IllegalStateException("a locked row changed: " + document.invoiceId());
    }
  }

  private InvoiceMapper.NewRow row(
      String tenant, VerifiedDocument verified, String keyRef, PersonVault.Keys keys) {
    InvoiceDocument document = verified.document();
    byte[] plain = new Opened(verified.compact(), verified.checkCode()).plain();
    byte[] summary = SummaryContent.of(verified.content().draft()).encode();
    return new InvoiceMapper.NewRow(
        document.invoiceId().value(),
        tenant,
        document.member().value(),
        businessKey(verified),
        person(verified).map(PersonId::value).orElse(null),
        keyRef,
        document.type().documentType(),
        document.total().fen(),
        document.claimable().fen(),
        document.issuedAt().getEpochSecond(),
        document.commitment().bytes(),
        keys.seal(keyRef, PersonVault.Part.DOCUMENT, document.invoiceId(), plain),
        keys.seal(keyRef, PersonVault.Part.SUMMARY, document.invoiceId(), summary),
        verified.operationIndex(),
        verified.traceparent());
  }

  private List<PersonNames.Named> names(List<VerifiedDocument> documents) {
    return documents.stream()
        .flatMap(document ->
            person(document).stream()
                .map(person ->
                    new PersonNames.Named(person, document.content().draft().payer().name())))
        .toList();
  }

  private Optional<PersonId> person(VerifiedDocument document) {
    Payer payer = document.content().draft().payer();
    NationalDocument identity = payer.document();
    return identity == null ? Optional.empty() : Optional.of(ids.of(identity));
  }

  public Optional<StoredInvoice> find(InvoiceId id) {
    return mapper.find(id.value());
  }

  public List<StoredInvoice> ofTransaction(long ledgerId) {
    return mapper.ofTransaction(ledgerId);
  }

  /** The document of an invoice, unless the person was erased. */
  public Optional<Opened> open(StoredInvoice invoice) {
    return mapper.proof(invoice.invoiceId()).flatMap(proof -> open(invoice, proof));
  }

  Optional<Opened> open(StoredInvoice invoice, InvoiceMapper.Proof proof) {
    Optional<PersonVault.DataKey> key = vault.key(proof.keyRef());
    if (key.isEmpty()) {
      // It was linked between the two look-ups, which happens once to an invoice; or it is erased.
      return mapper
          .proof(invoice.invoiceId())
          .filter(now -> !now.keyRef().equals(proof.keyRef()))
          .flatMap(now -> open(invoice, now));
    }
    return key.flatMap(at -> open(at, invoice.id(), invoice.receivedMicros(), proof));
  }

  /** The document under a key that is at hand. */
  static Optional<Opened> open(
      PersonVault.DataKey key, InvoiceId id, long receivedMicros, InvoiceMapper.Proof proof) {
    return key.open(PersonVault.Part.DOCUMENT, id, receivedMicros, proof.sealed())
        .map(plain -> new String(plain, StandardCharsets.US_ASCII))
        .map(text ->
            new Opened(
                text.substring(CHECK_CODE_LENGTH),
                new CheckCode(text.substring(0, CHECK_CODE_LENGTH))));
  }
}
