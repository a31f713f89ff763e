package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.gateway.charge.ChargeDesk;
import org.yipiao.gateway.item.ItemTableReader;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.NumberRange;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.platform.id.InvoiceCode;

/** Whole files of messages: our own always, a folder of public ones when it is given. */
class SampleMessagesTest {

  @TempDir private Path directory;

  private List<String> answers(List<byte[]> messages) throws IOException {
    TestHospital hospital = new TestHospital();
    try (Spool spool = Spool.open(directory.resolve("spool"), directory.resolve("spool.key"));
        InputStream items = ItemTableReader.class.getResourceAsStream("development-items.csv")) {
      assertThat(items).isNotNull();
      NumberBook numbers = new NumberBook(spool);
      numbers.add(List.of(NumberRange.fresh(new InvoiceCode("11060126"), 1, 1_000)));
      InstantSource time = InstantSource.fixed(TestDesk.NOW);
      try (ChargeDesk desk =
          ChargeDesk.open(
              hospital.hospital(),
              ItemTableReader.read("development-items.csv", items.readAllBytes()),
              Map.of(),
              hospital.documents()::issue,
              spool,
              numbers,
              time,
              new SecureRandom(),
              () -> {})) {
        Hl7Profile profile =
            new Hl7Profile(TestHospital.ZONE, Map.of("NI", "RESIDENT_ID"), Locale.ENGLISH);
        Hl7Desk hl7 = new Hl7Desk(profile, desk::accept, time, (answer, code) -> {});
        return messages.stream()
            .map(message -> new String(hl7.answer(message), StandardCharsets.UTF_8))
            .toList();
      }
    }
  }

  @Test
  void answersEveryMessageOfAFile() throws IOException {
    String bill =
        Messages.message(
            Messages.MSH,
            Messages.PID,
            "FT1|1|||20100212000000||CG|76775|||1",
            "DG1|1|ICD9|440.0|Atherosclerosis||F");
    String older =
        Messages.message(
            Messages.MSH.replace("CTRL-1", "CTRL-2").replace("2.5.1", "2.3"),
            Messages.PID,
            "FT1|1|691234||20090923^20090923||CG|84460^^PROC|||1|125.10");
    String onOneLine = "MSH|^~\\&|A|1|||20050110045504||ADT^A01|599102|P|2.3||| EVN|A01 PID|1||1";
    String file = bill.replace("\r", "\n") + "\n" + older + onOneLine;

    List<String> answers = answers(messages(file.getBytes(StandardCharsets.UTF_8)));

    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).contains("MSA|AA|CTRL-1", "|120.00|");
    assertThat(answers.get(1)).contains("MSA|AA|CTRL-2", "|125.10|");
    assertThat(answers.get(2)).contains("MSA|AR|599102|MESSAGE_TYPE_UNSUPPORTED");
  }

  /** A message for each line that begins with MSH, and nothing of what stands before the first. */
  private static List<byte[]> messages(byte[] file) {
    String bytes = new String(file, StandardCharsets.ISO_8859_1);
    return Stream.of(bytes.split("(?<=[\r\n])(?=MSH)", -1))
        .filter(part -> part.contains("MSH"))
        .map(part -> part.substring(part.indexOf("MSH")).getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  @Test
  void answersThePublicSamples() throws IOException {
    Optional<Path> folder = folder();
    if (folder.isEmpty()) {
      System.out.println("no folder of public HL7 samples is given (HL7_SAMPLES): own ones only");
      return;
    }
    List<byte[]> messages;
    try (Stream<Path> files = Files.list(folder.get())) {
      messages =
          files
              .filter(file -> file.toString().endsWith(".hl7"))
              .sorted()
              .map(SampleMessagesTest::bytes)
              .flatMap(file -> messages(file).stream())
              .toList();
    }

    List<String> answers = answers(messages);

    assertThat(answers).hasSameSizeAs(messages).allMatch(answer -> answer.contains("\rMSA|A"));
    for (int i = 0; i < answers.size(); i++) {
      boolean charges = new String(messages.get(i), StandardCharsets.UTF_8).contains("DFT^P03");
      assertThat(answers.get(i)).contains(charges ? "\rMSA|AA|" : "\rMSA|AR|");
    }
  }

  private static Optional<Path> folder() {
    String property = System.getProperty("yipiao.hl7.samples", System.getenv("HL7_SAMPLES"));
    return Optional.ofNullable(property).map(Path::of).filter(Files::isDirectory);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
