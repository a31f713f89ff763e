package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.id.TenantId;

class PayerPlacesTest {

  private final PayerPlaces places = new PayerPlaces(new TenantId("agency"), 2);

  @Test
  void areAsManyAsWereGivenAndAreTakenWithoutWaiting() {
    assertThat(places.take()).isTrue();
    assertThat(places.anyFree()).isTrue();
    assertThat(places.take()).isTrue();
    assertThat(places.anyFree()).isFalse();
    assertThat(places.take()).isFalse();
  }

  @Test
  void sayOnceThatOneWasWantedWhileNoneWasFree() {
    assertThat(places.take()).isTrue();
    assertThat(places.giveBack()).isFalse();
    assertThat(places.take()).isTrue();
    assertThat(places.take()).isTrue();
    assertThat(places.take()).isFalse();
    assertThat(places.giveBack()).isTrue();
    assertThat(places.giveBack()).isFalse();
  }
}
