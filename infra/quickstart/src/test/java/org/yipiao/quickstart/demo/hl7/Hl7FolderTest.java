package org.yipiao.quickstart.demo.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.quickstart.demo.hl7.Hl7Folder.Found;

class Hl7FolderTest {

  @TempDir private Path folder;

  @Test
  void cutsAtEachMshWhateverEndsTheLines() throws Exception {
    for (String end : List.of("\r", "\n", "\r\n")) {
      write("one.hl7", "MSH|a" + end + "PID|1" + end + end + "MSH|b" + end + "PID|2" + end);
      assertThat(messages()).containsExactly("MSH|a\rPID|1\r", "MSH|b\rPID|2\r");
    }
    write("one.hl7", "MSH|a\nPID|1\r\nMSH|b\rPID|2\nMSH|c");
    assertThat(messages()).containsExactly("MSH|a\rPID|1\r", "MSH|b\rPID|2\r", "MSH|c\r");
  }

  @Test
  void countsTheMessagesOfEachFileAndGoesByName() throws Exception {
    write("b.hl7", "MSH|3\r");
    write("a.hl7", "MSH|1\rMSH|2\r");
    assertThat(found())
        .extracting(Found::file, each -> ((Found.Message) each).index())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a.hl7", 1),
            org.assertj.core.groups.Tuple.tuple("a.hl7", 2),
            org.assertj.core.groups.Tuple.tuple("b.hl7", 1));
  }

  @Test
  void aFileWithoutMshIsOneMessageForTheGatewayToRefuse() throws Exception {
    write("readme.txt", "not HL7\nat all\n");
    assertThat(messages()).containsExactly("not HL7\rat all\r");
  }

  @Test
  void theEnvelopeOfABatchIsPartOfNoMessage() throws Exception {
    String batch = "FHS|^~\\&|f\rBHS|^~\\&\rMSH|a\rPID|1\rMSH|b\rPID|2\rBTS|2\r";
    write("batch.hl7", batch + "BHS\rMSH|c\rBTS|1\rFTS|2\r");
    assertThat(found()).hasSize(4);
    assertThat(texts(found())).containsExactly("MSH|a\rPID|1\r", "MSH|b\rPID|2\r", "MSH|c\r");
    assertThat(found().getLast())
        .isEqualTo(new Found.Nothing("batch.hl7", "the envelope of a batch, FHS BHS BTS FTS"));
    write("batch.hl7", "FHS|f\nFTS|0\n");
    assertThat(found())
        .containsExactly(new Found.Nothing("batch.hl7", "the envelope of a batch, FHS FTS"));
  }

  @Test
  void aSegmentWhoseNameOnlyBeginsLikeAnEnvelopesBelongsToItsMessage() throws Exception {
    write("one.hl7", "MSH|a\rFTS1|x\rFT1|1\rZTS|FTS|\r");
    assertThat(messages()).containsExactly("MSH|a\rFTS1|x\rFT1|1\rZTS|FTS|\r");
  }

  @Test
  void whatBelongsToNoMessageIsNamed() throws Exception {
    write("stray.hl7", "exported on\r\rMonday\rFHS|f\rMSH|a\rFTS|1\rend of file\r");
    assertThat(texts(found())).containsExactly("MSH|a\r");
    assertThat(found())
        .contains(
            new Found.Nothing("stray.hl7", "the envelope of a batch, FHS FTS"),
            new Found.Nothing("stray.hl7", "lines that belong to no message: 3"));
    write("stray.hl7", "FHS|f\rno MSH\rFTS|1\r");
    assertThat(texts(found())).containsExactly("no MSH\r");
    assertThat(found()).hasSize(2);
  }

  @Test
  void anEmptyFolderHoldsNothingAndAnEmptyFileIsNamed() throws Exception {
    assertThat(found()).isEmpty();
    write("empty.hl7", "");
    write("blank.hl7", " \r\n\n\t");
    assertThat(found())
        .containsExactly(
            new Found.Nothing("blank.hl7", "holds nothing"),
            new Found.Nothing("empty.hl7", "holds nothing"));
  }

  @Test
  void namesFoldersAndWhatIsNoFile() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/inner.hl7"), "MSH|a\r");
    Files.createSymbolicLink(folder.resolve("broken"), folder.resolve("nowhere"));
    assertThat(found()).hasOnlyElementsOfType(Found.Nothing.class).hasSize(2);
    assertThat(found()).extracting(Found::file).containsExactly("broken", "sub");
  }

  @Test
  void framedMessagesAreRefusedOneByOne() throws Exception {
    write("framed.hl7", "\u000bMSH|^~\\&|||||||X|C1|\rPID|1\r\u001c\r\u000bMSH|b\r\u001c\r");
    assertThat(found())
        .allSatisfy(each ->
            assertThat(each)
                .isInstanceOfSatisfying(
                    Found.Unsendable.class,
                    unsendable -> assertThat(unsendable.code()).isEqualTo("FRAME_MARK")))
        .hasSize(2);
    assertThat(((Found.Unsendable) found().getFirst()).controlId()).isEqualTo("C1");
  }

  @Test
  void binaryBytesAreNeitherAlteredNorGuessed() throws Exception {
    byte[] bytes = {'M', 'S', 'H', '|', 0, (byte) 0xff, (byte) 0x81, 0x30, '\r'};
    Files.write(folder.resolve("binary.hl7"), bytes);
    assertThat(((Found.Message) found().getFirst()).bytes()).isEqualTo(bytes);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheMessage() throws Exception {
    write("windows.hl7", "\ufeffMSH|a\r\nMSH|b\r\n");
    assertThat(messages()).containsExactly("MSH|a\r", "MSH|b\r");
  }

  @Test
  void aHugeMessageIsRefusedAndThoseAroundItAreSent() throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("huge.hl7"))) {
      out.write("MSH|a\rMSH|^~\\&|||||||X|BIG|\rOBX|".getBytes(StandardCharsets.UTF_8));
      byte[] mebibyte = new byte[1 << 20];
      java.util.Arrays.fill(mebibyte, (byte) 'x');
      for (int i = 0; i < 40; i++) {
        out.write(mebibyte);
      }
      out.write("\rMSH|c\r".getBytes(StandardCharsets.UTF_8));
    }
    List<Found> found = found();
    assertThat(found).hasSize(3);
    assertThat(found.get(1))
        .isInstanceOfSatisfying(
            Found.Unsendable.class,
            big -> {
              assertThat(big.code()).isEqualTo("MESSAGE_TOO_LARGE");
              assertThat(big.controlId()).isEqualTo("BIG");
              assertThat(big.index()).isEqualTo(2);
            });
    assertThat(found.get(2)).isInstanceOf(Found.Message.class);
  }

  /** Reading the memory of another process fails for everyone, also for root. */
  @Test
  void aFileThatCannotBeReadIsAnEntry() throws Exception {
    var messages = new Hl7Messages(Path.of("/proc/self/mem"), "memory.hl7");
    assertThat(messages.next())
        .get()
        .isInstanceOfSatisfying(
            Found.Unsendable.class,
            unreadable -> assertThat(unreadable.code()).isEqualTo("FILE_UNREADABLE"));
    assertThat(messages.next()).isEmpty();
    messages.close();
  }

  private List<String> messages() throws Exception {
    List<Found> found = found();
    assertThat(found).hasOnlyElementsOfType(Found.Message.class);
    return texts(found);
  }

  private static List<String> texts(List<Found> found) {
    return found.stream()
        .filter(Found.Message.class::isInstance)
        .map(each -> new String(((Found.Message) each).bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private List<Found> found() throws Exception {
    List<Found> found = new ArrayList<>();
    Hl7Folder.read(folder, found::add);
    return found;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
