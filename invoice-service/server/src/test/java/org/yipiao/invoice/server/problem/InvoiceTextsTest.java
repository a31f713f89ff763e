package org.yipiao.invoice.server.problem;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.DocumentFault;
import org.yipiao.invoice.document.DraftFault;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.sdjwt.SdJwtFault;
import org.yipiao.invoice.document.verification.BundleFault;
import org.yipiao.platform.testing.TextsContract;

class InvoiceTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", InvoiceProblem.class);
  }

  @Test
  void saysWhyADocumentOrAFieldIsRefusedInBothLanguages() throws IOException {
    TextsContract.ofReasons(DocumentProblem.class);
    TextsContract.ofReasons(MalformedField.class);
  }

  @Test
  void saysWhatTheDocumentItselfRefusesInBothLanguages() throws IOException {
    TextsContract.ofReasons(DraftFault.class);
    TextsContract.ofReasons(DocumentFault.class);
    TextsContract.ofReasons(SdJwtFault.class);
    TextsContract.ofReasons(NationalDocument.Rule.class);
    TextsContract.ofReasons(BundleFault.class);
  }
}
