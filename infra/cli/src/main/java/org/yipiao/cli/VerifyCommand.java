package org.yipiao.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yipiao.ledger.client.EpochFile;
import org.yipiao.ledger.protocol.bundle.LedgerLink;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.reason.Reason;

/**
 * {@code yipiao verify FILE --trust CONSORTIUM [--invoice NUMBER] [--epochs FILE] [--post-quantum]
 * [--language zh-CN|en]}: checks a bundle or a state proof with nothing but the trust root.
 */
final class VerifyCommand {

  private static final String TRUST = "--trust";
  private static final String INVOICE = "--invoice";
  private static final String POST_QUANTUM = "--post-quantum";
  private static final String EPOCHS = "--epochs";
  private static final Set<String> VALUED = Set.of(TRUST, INVOICE, EPOCHS, AnswerLanguage.OPTION);

  /** Of what is broken, that which a newer trust root may mend. */
  private static final Set<String> OF_THE_EPOCH =
      Set.of(LedgerLink.EPOCH.name(), LedgerLink.LOG_SIGNATURE.name(), LedgerLink.QUORUM.name());

  private static final int LIMIT_MEBIBYTES = 16;

  ExitCode run(List<String> words, Map<String, String> environment) {
    var arguments = new Arguments(words, Set.of(POST_QUANTUM), VALUED::contains);
    String file = arguments.operand("proof");
    String trust =
        arguments
            .option(TRUST)
            .orElseThrow(() -> new UsageException("verify needs --trust CONSORTIUM"));
    Optional<InvoiceId> invoice = arguments.option(INVOICE).map(VerifyCommand::number);
    Locale language = AnswerLanguage.of(arguments, environment);
    Optional<TrustRoot> root =
        read(CommandText.UNREADABLE_TRUST_ROOT, trust, TrustRoot::parse, language);
    Optional<ProofFile> proof = proof(file, invoice, language);
    Optional<List<EpochChange>> epochs =
        arguments
            .option(EPOCHS)
            .map(each -> read(CommandText.UNREADABLE_EPOCHS, each, EpochFile::decode, language))
            .orElse(Optional.of(List.of()));
    if (root.isEmpty() || proof.isEmpty() || epochs.isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    TrustRoot followed;
    try {
      followed = EpochChange.follow(root.get(), epochs.get());
    } catch (FormatException e) {
      String others = arguments.option(EPOCHS).orElse("");
      System.out.println(Reason.of(CommandText.EPOCHS_NOT_PROVEN, others).in(language));
      return ExitCode.FAILED;
    }
    var requirement =
        arguments.has(POST_QUANTUM) ? Requirement.POST_QUANTUM : Requirement.CLASSICAL;
    ProofVerdict verdict = proof.get().verify(followed, requirement);
    ExitCode exit = say(verdict, language);
    if (verdict instanceof ProofVerdict.Broken broken && OF_THE_EPOCH.contains(broken.code())) {
      new TrustRootAge(followed, trust)
          .comparedWith(proof.get().inclusion())
          .ifPresent(hint -> System.out.println(hint.in(language)));
    }
    return exit;
  }

  private static InvoiceId number(String digits) {
    try {
      return InvoiceId.parse(digits);
    } catch (IllegalArgumentException e) {
      throw new UsageException(INVOICE + " is a number of 18 digits");
    }
  }

  /** A file of whichever kind its first line says it is: a bundle where that says nothing. */
  private static Optional<ProofFile> proof(
      String file, Optional<InvoiceId> invoice, Locale language) {
    Optional<byte[]> bytes =
        read(CommandText.UNREADABLE_BUNDLE, file, Function.identity(), language);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    if (StateProofFile.announcedBy(bytes.get())) {
      // Else whoever hands a file in would choose what it is that is found valid.
      var asked =
          invoice.orElseThrow(() ->
              new UsageException(file + " is a state proof: " + INVOICE + " NUMBER says of which"));
      return decoded(
          CommandText.UNREADABLE_STATE_PROOF,
          file,
          () -> StateProofFile.decode(bytes.get(), asked),
          language);
    }
    if (invoice.isPresent()) {
      throw new UsageException(INVOICE + " is for a state proof, and " + file + " is none");
    }
    return decoded(
        CommandText.UNREADABLE_BUNDLE, file, () -> BundleFile.decode(bytes.get()), language);
  }

  /** Empty, and said why, when the file cannot be read or is not of the format. */
  private static <T> Optional<T> read(
      CommandText unreadable, String file, Function<byte[], T> format, Locale language) {
    return decoded(
        unreadable, file, () -> format.apply(InputFile.bytes(file, LIMIT_MEBIBYTES)), language);
  }

  private static <T> Optional<T> decoded(
      CommandText unreadable, String file, Supplier<T> content, Locale language) {
    Reason reason;
    try {
      return Optional.of(content.get());
    } catch (FormatException malformed) {
      reason = malformed.reason();
    } catch (UnreadableFileException failure) {
      reason = failure.reason();
    }
    System.err.println(Reason.of(unreadable, file, reason).in(language));
    return Optional.empty();
  }

  private static ExitCode say(ProofVerdict verdict, Locale language) {
    return switch (verdict) {
      case ProofVerdict.Holds(List<Reason> facts) -> {
        facts.forEach(fact -> System.out.println(fact.in(language)));
        yield ExitCode.OK;
      }
      case ProofVerdict.Absent(List<Reason> facts) -> {
        facts.forEach(fact -> System.out.println(fact.in(language)));
        yield ExitCode.ABSENT;
      }
      case ProofVerdict.Broken(String link, String code, Reason reason) -> {
        System.out.println("BROKEN at " + link + ": " + code);
        System.out.println(reason.in(language));
        yield ExitCode.FAILED;
      }
    };
  }
}
