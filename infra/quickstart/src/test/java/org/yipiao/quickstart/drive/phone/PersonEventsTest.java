package org.yipiao.quickstart.drive.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonEventsTest {

  @Test
  void readsEventsPastHeartbeatsAndTellsNoneThatBrokeOff() {
    List<PersonEvent> told = new ArrayList<>();
    var events = new PersonEvents(told::add);
    ":|||event: resync|data: {}||:||event: claim|data: {\"claimId\":\"c\"}||event: claim"
        .lines()
        .flatMap(all -> List.of(all.split("\\|", -1)).stream())
        .forEach(events::onNext);
    assertThat(told)
        .extracting(PersonEvent::kind, PersonEvent::data)
        .containsExactly(tuple("resync", "{}"), tuple("claim", "{\"claimId\":\"c\"}"));
  }
}
