package org.yipiao.quickstart.demo.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.Hospital;

/** Against a peer that speaks MLLP and refuses everything, or hangs up. */
class Hl7FolderRunTest {

  @TempDir private Path folder;
  private final Findings findings = new Findings();
  private final ServerSocket peer;

  Hl7FolderRunTest() throws IOException {
    peer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void everyMessageHasAnEntryWithSegmentAndReason() throws Exception {
    Files.writeString(folder.resolve("a.hl7"), "MSH|^~\\&|||||||ADT|C1\rMSH|^~\\&|||||||ADT|C2\r");
    Files.writeString(folder.resolve("b.hl7"), "no HL7");
    Files.writeString(folder.resolve("c.hl7"), "\u000bMSH|^~\\&|||||||ADT|C3\r\u001c\r");
    Files.writeString(folder.resolve("d.hl7"), "");
    Files.createDirectory(folder.resolve("e"));
    send(message -> "MSH|^~\\&|Y\rMSA|AR|" + message.length() + "\r");
    DemoReport report = findings.report();
    assertThat(report.messages())
        .hasSize(4)
        .allSatisfy(message -> {
          assertThat(message.ack()).isEqualTo("AR");
          assertThat(message.segment()).isEqualTo("MSH");
          assertThat(message.reason()).isNotBlank();
        });
    assertThat(report.messages())
        .extracting(DemoReport.Message::file)
        .containsExactly("a.hl7", "a.hl7", "b.hl7", "c.hl7");
    assertThat(report.invoices()).isEqualTo(new DemoReport.Invoices(0, 0, 4));
    assertThat(report.leftOut()).extracting(DemoReport.LeftOut::file).containsExactly("d.hl7", "e");
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void readsAnswersInTheSeparatorsAndCharactersOfTheMessage() throws Exception {
    Files.writeString(folder.resolve("a.hl7"), "MSH#$~!@#Y\r");
    send(message ->
        "MSH#$~!@#Y###############GB 18030-2000\rMSA#AE#C1\rERR##FT1$2$7###ITEM_UNKNOWN$$Y###项目!F!1\r");
    DemoReport.Message entry = findings.report().messages().getFirst();
    assertThat(entry.segment()).isEqualTo("FT1");
    assertThat(entry.field()).isEqualTo("7");
    assertThat(entry.code()).isEqualTo("ITEM_UNKNOWN");
    assertThat(entry.reason()).isEqualTo("项目#1");
  }

  @Test
  void aMessageWithoutAnswerIsAnEntryAndAFailure() throws Exception {
    Files.writeString(folder.resolve("a.hl7"), "MSH|^~\\&|||||||ADT|C1\r");
    send(message -> "");
    DemoReport report = findings.report();
    assertThat(report.messages()).extracting(DemoReport.Message::code).containsExactly("NO_ANSWER");
    assertThat(report.invoices().refused()).isEqualTo(1);
    assertThat(report.failures()).hasSize(1).first().asString().startsWith("a.hl7 #1: no answer");
  }

  @Test
  void readsTheRefusalOfAMessageThatThePeerDidNotReadToItsEnd() throws Exception {
    Files.writeString(
        folder.resolve("a.hl7"), "MSH|^~\\&|||||||ADT|C1\rOBX|" + "x".repeat(8 << 20));
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = peer.accept()) {
            socket.getInputStream().readNBytes(1_000);
            socket
                .getOutputStream()
                .write(
                    "\u000bMSH|^~\\&|Y\rMSA|AR|C1|TOO_LARGE\r\u001c\r"
                        .getBytes(StandardCharsets.UTF_8));
          } catch (IOException closed) {
            // The test ends it.
          }
        });
    run();
    assertThat(findings.report().messages())
        .extracting(DemoReport.Message::reason)
        .containsExactly("TOO_LARGE");
  }

  private void send(UnaryOperator<String> answers) throws Exception {
    Thread.ofVirtual().start(() -> serve(answers));
    run();
  }

  private void run() throws Exception {
    var hospital = new Hospital("hospital-one", "127.0.0.1", peer.getLocalPort());
    var silent =
        new Timeline(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    new Hl7FolderRun(hospital, (invoice, handedIn) -> Optional.empty(), findings, silent)
        .send(folder);
  }

  private void serve(UnaryOperator<String> answers) {
    while (!peer.isClosed()) {
      try (Socket socket = peer.accept()) {
        var message = new ByteArrayOutputStream();
        for (int b = socket.getInputStream().read();
            b >= 0 && b != 0x1c;
            b = socket.getInputStream().read()) {
          message.write(b);
        }
        String answer = answers.apply(message.toString(StandardCharsets.UTF_8));
        if (!answer.isEmpty()) {
          socket
              .getOutputStream()
              .write(("\u000b" + answer + "\u001c\r").getBytes(Charset.forName("GB18030")));
        }
      } catch (IOException closed) {
        // The test ends it.
      }
    }
  }
}
