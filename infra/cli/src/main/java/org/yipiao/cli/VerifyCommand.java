package org.yipiao.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * {@code yipiao verify BUNDLE --trust CONSORTIUM}: checks an invoice's proof with nothing but the
 * trust root.
 */
final class VerifyCommand {

  private static final int LIMIT_BYTES = 16 * 1024 * 1024;

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of(), name -> name.equals("--trust"));
    String bundle = arguments.operand("bundle");
    String trust =
        arguments
            .option("--trust")
            .orElseThrow(() -> new UsageException("verify needs --trust CONSORTIUM"));
    try {
      TrustRoot root = TrustRoot.parse(bytes(trust));
      return say(BundleVerifier.verify(ProofBundle.decode(bytes(bundle)), root));
    } catch (FormatException malformed) {
      System.err.println("UNREADABLE " + malformed.getMessage());
      return ExitCode.UNREADABLE;
    } catch (IOException failure) {
      System.err.println("UNREADABLE " + failure.getMessage());
      return ExitCode.UNREADABLE;
    }
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

  private static byte[] bytes(String file) throws IOException {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LIMIT_BYTES) {
        throw new IOException(file + " is larger than 16 MiB");
      }
      return Files.readAllBytes(path);
    } catch (InvalidPathException invalid) {
      throw new IOException(file + " is no path", invalid);
    } catch (java.nio.file.NoSuchFileException missing) {
      throw new IOException(file + " does not exist", missing);
    }
  }
}
