package org.yipiao.invoice.server.invoice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.invoice.api.VerificationQuery;
import org.yipiao.invoice.api.VerificationView;
import org.yipiao.invoice.document.ChineseCapitals;
import org.yipiao.invoice.document.DisclosedContent;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.FiveElements;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.waiting.EvenRefusal;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.InvoiceNumber;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.PublicEndpoint;

/**
 * 查验: whoever has the paper knows the five elements, and learns no more than it shows. Whatever
 * does not fit is refused in the same words after the same time.
 */
@RestController
@RequestMapping("/v1/verifications")
class VerificationController {

  private final InvoiceRegister register;
  private final LookUpLimit limit;
  private final ClientAddress clients;

  VerificationController(InvoiceRegister register, LookUpLimit limit, ClientAddress clients) {
    this.register = register;
    this.limit = limit;
    this.clients = clients;
  }

  @PostMapping
  @PublicEndpoint("all five elements must fit, guesses are limited, the answer is masked")
  VerificationView verify(@Valid @RequestBody VerificationQuery query, HttpServletRequest request) {
    long sinceNanos = System.nanoTime();
    FiveElements asked = elements(query);
    String caller = clients.of(request);
    Optional<Duration> wait = limit.take(caller, asked.invoiceId());
    if (wait.isPresent()) {
      throw new ProblemException(InvoiceProblem.TOO_MANY_LOOK_UPS)
          .retryAfter(wait.get().plusSeconds(1));
    }
    Optional<VerificationView> found = look(asked);
    if (found.isEmpty()) {
      EvenRefusal.await(sinceNanos);
      throw new ProblemException(InvoiceProblem.NO_SUCH_INVOICE);
    }
    limit.giveBack(caller, asked.invoiceId());
    return found.get();
  }

  private static FiveElements elements(VerificationQuery query) {
    try {
      return new FiveElements(
          InvoiceId.of(new InvoiceCode(query.code()), new InvoiceNumber(query.number())),
          new CheckCode(query.checkCode()),
          query.issueDate(),
          Money.ofFen(query.totalFen()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProblemException(InvoiceProblem.NO_SUCH_INVOICE);
    }
  }

  private Optional<VerificationView> look(FiveElements asked) {
    return register
        .find(asked.invoiceId())
        .flatMap(
            invoice -> register.open(invoice).flatMap(opened -> compare(asked, invoice, opened)));
  }

  private static Optional<VerificationView> compare(
      FiveElements asked, StoredInvoice invoice, InvoiceRegister.Opened opened) {
    if (!(InvoiceDocument.read(opened.compact())
        instanceof DocumentReading.Read(InvoiceDocument document))) {
      throw new IllegalStateException("a stored document cannot be read: " + invoice.id());
    }
    DisclosedContent content = document.content();
    Issuer issuer = content.issuer().orElseThrow();
    var stored =
        new FiveElements(
            invoice.id(),
            opened.checkCode(),
            document.issuedAt().atZone(issuer.zone()).toLocalDate(),
            document.total());
    if (!stored.equals(asked)) {
      return Optional.empty();
    }
    Payer payer = content.payer().orElseThrow();
    NationalDocument identity = payer.document();
    return Optional.of(
        new VerificationView(
            invoice.id().toString(),
            invoice.state(),
            issuer.name(),
            masked(payer.name()),
            identity == null ? null : identity.maskedNumber(),
            document.total().fen(),
            ChineseCapitals.of(document.total()),
            Micros.toInstantOrNull(invoice.finalMicros())));
  }

  private static String masked(String name) {
    int[] points = name.codePoints().toArray();
    return "*".repeat(Math.max(1, points.length - 1))
        + (points.length > 1 ? Character.toString(points[points.length - 1]) : "");
  }
}
