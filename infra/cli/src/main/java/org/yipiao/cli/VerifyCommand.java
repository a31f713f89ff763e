package org.yipiao.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.files.ReadFault;

/**
 * {@code yipiao verify BUNDLE --trust CONSORTIUM}: checks an invoice's proof with nothing but the
 * trust root.
 */
final class VerifyCommand {

  private static final int LIMIT_MEBIBYTES = 16;

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of(), name -> name.equals("--trust"));
    String bundle = arguments.operand("bundle");
    String trust =
        arguments
            .option("--trust")
            .orElseThrow(() -> new UsageException("verify needs --trust CONSORTIUM"));
    Optional<TrustRoot> root = read("trust root", trust, TrustRoot::parse);
    Optional<ProofBundle> proof = read("bundle", bundle, ProofBundle::decode);
    if (root.isEmpty() || proof.isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    return say(BundleVerifier.verify(proof.get(), root.get()));
  }

  /** Empty, and said why, when the file cannot be read or is not of the format. */
  private static <T> Optional<T> read(String meaning, String file, Function<byte[], T> format) {
    String reason;
    try {
      return Optional.of(format.apply(InputFile.bytes(file, LIMIT_MEBIBYTES)));
    } catch (FormatException malformed) {
      reason = String.valueOf(malformed.getMessage());
    } catch (IOException failure) {
      reason = ReadFault.of(failure);
    }
    System.err.println("UNREADABLE " + meaning + " " + file + ": " + reason);
    return Optional.empty();
  }

  private static ExitCode say(BundleVerdict verdict) {
    return switch (verdict) {
      case BundleVerdict.Valid valid -> {
        System.out.println(BundleVerdict.MEANING);
        System.out.println("invoice     " + valid.invoiceId());
        System.out.println("issuer      " + valid.issuerCode() + ", member " + valid.member());
        System.out.println("total       " + valid.total().toYuanString() + " yuan");
        System.out.println("claimable   " + valid.claimable().toYuanString() + " yuan");
        System.out.println("issued      " + valid.issuedAt());
        System.out.println("block       " + valid.blockTime());
        System.out.println("final       " + valid.finalAt());
        System.out.println("checkpoint  size " + valid.checkpointSize());
        System.out.println("cosigners   " + String.join(", ", valid.cosigners()));
        System.out.println("disclosed   " + String.join(", ", valid.disclosed()));
        yield ExitCode.OK;
      }
      case BundleVerdict.Broken broken -> {
        System.out.println("BROKEN at " + broken.link() + ": " + broken.code());
        System.out.println(broken.reason());
        yield ExitCode.FAILED;
      }
    };
  }
}
