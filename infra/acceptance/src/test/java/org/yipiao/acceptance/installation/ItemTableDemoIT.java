package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A hospital's own messages and its own item price table. */
@Tag("long")
class ItemTableDemoIT {

  private static final String ITEMS =
      """
      code,name,category,unitPrice,class
      OWN-1,Own item,LABORATORY,4.11,A
      """;

  @TempDir private Path folder;

  @Test
  void pricesByTheTableThatIsGivenAndByNoOther() throws Exception {
    Path items = Files.writeString(folder.resolve("items.csv"), ITEMS);
    Path messages = Files.createDirectories(folder.resolve("messages"));
    write(messages.resolve("1.hl7"), "OWN-1");
    write(messages.resolve("2.hl7"), "LAB-BLOOD-PANEL");
    try (BuiltClone clone = BuiltClone.in(folder.resolve("clone"))) {
      Path report = folder.resolve("report.json");
      JsonNode answers =
          clone
              .demo(report, "--hl7", messages.toString(), "--items", items.toString())
              .path("messages");

      JsonNode own = answers.path(0);
      assertThat(own.path("ack").asString()).as(answers.toString()).isEqualTo("AA");
      assertThat(own.path("amountFen").asLong()).isEqualTo(3 * 411);
      JsonNode replaced = answers.path(1);
      assertThat(replaced.path("code").asString()).isEqualTo("ITEM_UNKNOWN");
      assertThat(replaced.path("segment").asString()).isEqualTo("FT1");
      assertThat(replaced.path("field").asString()).isEqualTo("7");
    }
  }

  private static void write(Path file, String code) throws IOException {
    Files.writeString(
        file,
        String.join(
            "\r",
            "MSH|^~\\&|HIS|TEST|YIPIAO|GATEWAY|20260301100000||DFT^P03|%s|P|2.5"
                .formatted(file.getFileName()),
            "PID|1||R-1^^^HIS^MR||MADE^UP",
            "PV1|1|O",
            "FT1|1|||20260301||CG|%s|||3".formatted(code),
            ""));
  }
}
