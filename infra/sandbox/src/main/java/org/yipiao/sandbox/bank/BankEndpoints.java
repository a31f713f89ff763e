package org.yipiao.sandbox.bank;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.BrokenRuleException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;
import org.yipiao.sandbox.problem.SandboxProblem;

/**
 * The bank over HTTP. A customer debits and sees its own; who controls the sandbox sees all, and
 * debits nothing by that.
 */
@RestController
class BankEndpoints {

  private static final String CONTROL = "bank.control";

  private final Bank bank;
  private final Pain001Reader reader;

  BankEndpoints(Bank bank, BankProperties properties) {
    this.bank = bank;
    this.reader = new Pain001Reader(properties.maxTransfers());
  }

  /** Takes a pain.001 message. Its ids make it idempotent: the same message has one effect. */
  @PostMapping(
      path = "/v1/payments",
      consumes = {MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE})
  @RequiresScope("bank.pay")
  ResponseEntity<Void> order(@RequestBody byte[] message, @CurrentCaller Caller caller) {
    var order = reader.read(message);
    bank.order(caller.tenant(), order, sha256(message));
    return ResponseEntity.accepted()
        .location(
            URI.create(
                "/v1/payments/"
                    + UriUtils.encodePathSegment(order.messageId(), StandardCharsets.UTF_8)))
        .build();
  }

  /** The pain.002 report (200), nothing yet (202), or silence (204). */
  @GetMapping(path = "/v1/payments/{messageId}", produces = MediaType.APPLICATION_XML_VALUE)
  @RequiresScope("bank.pay")
  ResponseEntity<byte[]> report(@PathVariable String messageId, @CurrentCaller Caller caller) {
    var answer =
        bank.answer(caller.tenant(), messageId)
            .orElseThrow(() -> new ProblemException(SandboxProblem.MESSAGE_UNKNOWN));
    return switch (answer) {
      case Bank.Answer.Silent _ -> ResponseEntity.noContent().build();
      case Bank.Answer.Pending _ -> ResponseEntity.accepted().build();
      case Bank.Answer.Report report ->
          ResponseEntity.ok()
              .contentType(MediaType.APPLICATION_XML)
              .body(Pain002Writer.write(report));
    };
  }

  /** A page of the book. */
  record Book(List<Bank.Booking> transfers) {
    Book {
      transfers = List.copyOf(transfers);
    }
  }

  /** Executed transfers in the order of execution. */
  @GetMapping("/v1/book")
  @RequiresScope("bank.read")
  Book book(
      @RequestParam(defaultValue = "0") @Min(0) int after,
      @RequestParam(defaultValue = "1000") @Min(1) @Max(10_000) int limit,
      @CurrentCaller Caller caller) {
    return new Book(bank.book(caller.has(CONTROL) ? null : caller.tenant(), after, limit));
  }

  /** How to treat one transfer, or all that have no instruction of their own. */
  record Instruction(
      @Nullable String endToEndId,
      Behaviour.@Nullable Mode mode,
      @Nullable Long millis,
      @Nullable String code) {
    Instruction {
      if (mode == null) {
        throw new BrokenRuleException(BankReason.MODE_MISSING);
      }
      var _ = behaviour(mode, millis, code);
    }

    Behaviour behaviour() {
      return behaviour(Objects.requireNonNull(mode), millis, code);
    }

    private static Behaviour behaviour(
        Behaviour.Mode mode, @Nullable Long millis, @Nullable String code) {
      return new Behaviour(mode, Objects.requireNonNullElse(millis, 0L), code);
    }
  }

  /** Instructs the sandbox as a whole: the scope is a tester's, and no tenant bounds it. */
  @PutMapping("/v1/behaviour")
  @RequiresScope(CONTROL)
  ResponseEntity<Void> behave(@RequestBody Instruction instruction) {
    bank.instruct(instruction.endToEndId(), instruction.behaviour());
    return ResponseEntity.noContent().build();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
