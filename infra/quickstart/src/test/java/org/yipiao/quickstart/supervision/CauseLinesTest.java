package org.yipiao.quickstart.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CauseLinesTest {

  @Test
  void saysWhatSpringBootExplains() {
    assertThat(
            CauseLines.of(
                List.of(
                    "Error starting ApplicationContext.",
                    "12:00 ERROR 1 --- : ",
                    "APPLICATION FAILED TO START",
                    "",
                    "Description:",
                    "",
                    "Failed to bind properties under 'server.port' to java.lang.Integer:",
                    "    Value: \"eighty\"",
                    "",
                    "Action:",
                    "",
                    "Update your application's configuration.")))
        .containsExactly(
            "Failed to bind properties under 'server.port' to java.lang.Integer:",
            "    Value: \"eighty\"");
  }

  @Test
  void saysTheCausesOfAnExceptionWithoutItsFrames() {
    assertThat(
            CauseLines.of(
                List.of(
                    "starting",
                    "Exception in thread \"main\" java.lang.IllegalStateException: closed",
                    "\tat org.example.Main.main(Main.java:1)",
                    "Caused by: java.io.IOException: disk full")))
        .containsExactly(
            "Exception in thread \"main\" java.lang.IllegalStateException: closed",
            "Caused by: java.io.IOException: disk full");
  }

  @Test
  void prefersALaterCauseToAnEarlierExplanation() {
    assertThat(
            CauseLines.of(
                List.of(
                    "Description:",
                    "Port 8080 was already in use.",
                    "Action:",
                    "Identify and stop the process.",
                    "starting again",
                    "Caused by: java.io.IOException: disk full")))
        .containsExactly("Caused by: java.io.IOException: disk full");
  }
}
