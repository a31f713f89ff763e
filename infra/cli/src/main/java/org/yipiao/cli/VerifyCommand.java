package org.yipiao.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.client.EpochFile;
import org.yipiao.ledger.protocol.bundle.LedgerLink;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.reason.Reason;

/**
 * {@code yipiao verify BUNDLE --trust CONSORTIUM [--epochs FILE] [--post-quantum] [--language
 * zh-CN|en]}: checks an invoice's proof with nothing but the trust root.
 */
final class VerifyCommand {

  private static final String TRUST = "--trust";
  private static final String POST_QUANTUM = "--post-quantum";
  private static final String EPOCHS = "--epochs";
  private static final Set<String> VALUED = Set.of(TRUST, EPOCHS, AnswerLanguage.OPTION);

  /** Of what is broken, that which a newer trust root may mend. */
  private static final Set<String> OF_THE_EPOCH =
      Set.of(LedgerLink.EPOCH.name(), LedgerLink.LOG_SIGNATURE.name(), LedgerLink.QUORUM.name());

  private static final int LIMIT_MEBIBYTES = 16;

  ExitCode run(List<String> words, Map<String, String> environment) {
    var arguments = new Arguments(words, Set.of(POST_QUANTUM), VALUED::contains);
    String bundle = arguments.operand("bundle");
    String trust =
        arguments
            .option(TRUST)
            .orElseThrow(() -> new UsageException("verify needs --trust CONSORTIUM"));
    Locale language = AnswerLanguage.of(arguments, environment);
    Optional<TrustRoot> root =
        read(CommandText.UNREADABLE_TRUST_ROOT, trust, TrustRoot::parse, language);
    Optional<ProofBundle> proof =
        read(CommandText.UNREADABLE_BUNDLE, bundle, ProofBundle::decode, language);
    Optional<List<EpochChange>> epochs =
        arguments
            .option(EPOCHS)
            .map(file -> read(CommandText.UNREADABLE_EPOCHS, file, EpochFile::decode, language))
            .orElse(Optional.of(List.of()));
    if (root.isEmpty() || proof.isEmpty() || epochs.isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    TrustRoot followed;
    try {
      followed = EpochChange.follow(root.get(), epochs.get());
    } catch (FormatException e) {
      String file = arguments.option(EPOCHS).orElse("");
      System.out.println(Reason.of(CommandText.EPOCHS_NOT_PROVEN, file).in(language));
      return ExitCode.FAILED;
    }
    var requirement =
        arguments.has(POST_QUANTUM) ? Requirement.POST_QUANTUM : Requirement.CLASSICAL;
    BundleVerdict verdict = new BundleVerifier(followed, requirement).verify(proof.get());
    ExitCode exit = say(verdict, language);
    if (verdict instanceof BundleVerdict.Broken broken && OF_THE_EPOCH.contains(broken.code())) {
      new TrustRootAge(followed, trust)
          .comparedWith(proof.get())
          .ifPresent(hint -> System.out.println(hint.in(language)));
    }
    return exit;
  }

  /** Empty, and said why, when the file cannot be read or is not of the format. */
  private static <T> Optional<T> read(
      CommandText unreadable, String file, Function<byte[], T> format, Locale language) {
    Reason reason;
    try {
      return Optional.of(format.apply(InputFile.bytes(file, LIMIT_MEBIBYTES)));
    } catch (FormatException malformed) {
      reason = malformed.reason();
    } catch (UnreadableFileException failure) {
      reason = failure.reason();
    }
    System.err.println(Reason.of(unreadable, file, reason).in(language));
    return Optional.empty();
  }

  private static ExitCode say(BundleVerdict verdict, Locale language) {
    return switch (verdict) {
      case BundleVerdict.Valid valid -> {
        facts(valid).forEach(fact -> System.out.println(fact.in(language)));
        yield ExitCode.OK;
      }
      case BundleVerdict.Broken broken -> {
        System.out.println("BROKEN at " + broken.link() + ": " + broken.code());
        System.out.println(broken.reason().in(language));
        yield ExitCode.FAILED;
      }
    };
  }

  private static List<Reason> facts(BundleVerdict.Valid valid) {
    return List.of(
        Reason.of(CommandText.VALID),
        Reason.of(CommandText.INVOICE, valid.invoiceId()),
        Reason.of(CommandText.ISSUER, valid.issuerCode(), valid.member()),
        Reason.of(CommandText.TOTAL, valid.total().toYuanString()),
        Reason.of(CommandText.CLAIMABLE, valid.claimable().toYuanString()),
        Reason.of(CommandText.ISSUED, valid.issuedAt()),
        Reason.of(CommandText.BLOCK, valid.blockTime()),
        Reason.of(CommandText.FINAL, valid.finalAt()),
        Reason.of(CommandText.CHECKPOINT, valid.checkpointSize()),
        Reason.of(CommandText.COSIGNERS, valid.cosigners()),
        Reason.of(CommandText.DISCLOSED, valid.disclosed()));
  }
}
