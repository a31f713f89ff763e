package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.DemoReport.PersonalDataInLogs;
import org.yipiao.quickstart.demo.report.Findings;

class LogSearchTest {

  private static final String NAME = "测安宁";
  private static final List<String> SECRETS = List.of("13800000001", "11010119900101001X", NAME);

  @TempDir private Path logs;

  @BeforeEach
  void log() throws IOException {
    write("edge.log", "GET /api/home 200\n");
    write("mobile-bff.log", "started\n");
    write("aot.log", "");
    write("bank.log", "to 13800000001: 314159\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(logs.resolve(file), text);
  }

  private PersonalDataInLogs search() throws IOException {
    return new LogSearch(logs).search(new Needles(SECRETS), SECRETS);
  }

  private static List<String> failures(PersonalDataInLogs search) {
    Findings findings = new Findings();
    findings.personalDataInLogs(search);
    return findings.report().failures();
  }

  @Test
  void findsNothingWhereNothingIsAndWouldFindItInEachLog() throws IOException {
    PersonalDataInLogs search = search();
    assertThat(search).isEqualTo(new PersonalDataInLogs(3, 3, 0, 7, 7, List.of()));
    assertThat(failures(search)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030"})
  void findsANameInTheLogOfAnyPartAndNamesTheLog(String charset) throws IOException {
    Files.write(
        logs.resolve("mobile-bff.log"), ("for " + NAME + "\n").getBytes(Charset.forName(charset)));
    PersonalDataInLogs search = search();
    assertThat(search.hits()).isEqualTo(1);
    assertThat(search.foundIn()).containsExactly("mobile-bff.log");
    assertThat(failures(search))
        .singleElement()
        .asString()
        .endsWith("no personal data is in the parts' logs; found in: [mobile-bff.log]");
  }

  @Test
  void findsItInALogThatWasPutAsideAndWhereTwoPiecesMeet() throws IOException {
    byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
    byte[] long1 = new byte[(1 << 21) + 100];
    System.arraycopy(name, 0, long1, (1 << 20) - 4, name.length);
    Files.write(logs.resolve("edge.log.1"), long1);
    assertThat(search().foundIn()).containsExactly("edge.log.1");
  }

  @Test
  void aSearchThatDoesNotFindThePhonesMessagesProvesNothing() throws IOException {
    write("bank.log", "nothing was sent\n");
    assertThat(search().controlHits()).isEqualTo(6);
    assertThat(failures(search())).hasSize(1);
    Files.delete(logs.resolve("bank.log"));
    assertThat(failures(search())).hasSize(1);
  }

  @Test
  void aSearchThatKnowsNoNeedleProvesNothing() throws IOException {
    var search = new LogSearch(logs).search(new Needles(List.of("another text")), SECRETS);
    assertThat(search.controlHits()).isZero();
    assertThat(failures(search)).hasSize(1);
  }

  @Test
  void aFolderWithoutLogsProvesNothing() {
    assertThat(failures(new DemoReport.PersonalDataInLogs(0, 3, 0, 1, 1, List.of()))).hasSize(2);
  }
}
