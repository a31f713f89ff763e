package org.yipiao.quickstart.drive.phone;

import java.io.IOException;
import java.util.Map;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.PayerDesk;

/** The sandbox's directory of real names, which says whose a phone is. */
public final class RealNames {

  private final JsonHttp http;
  private final Installation installation;

  public RealNames(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /**
   * Makes the person the owner of their phone.
   *
   * @throws IOException when the directory does not take it
   */
  public void register(MadeUpPerson person) throws IOException {
    PayerDesk.require(
        http.put(
            installation.bank().resolve("/v1/identities"),
            installation.bearer("demo-driver"),
            Map.of(
                "phone", person.phone(),
                "documentType", "RESIDENT_ID",
                "documentNumber", person.documentNumber(),
                "name", person.name())),
        "register the owner of a phone");
  }
}
