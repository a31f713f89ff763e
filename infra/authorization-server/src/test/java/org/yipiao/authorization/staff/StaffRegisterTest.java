package org.yipiao.authorization.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.authorization.signin.PhoneNumber;
import org.yipiao.authorization.store.StoreUnavailableException;
import org.yipiao.platform.id.StaffId;
import org.yipiao.platform.id.TenantId;

class StaffRegisterTest {

  private static final PhoneNumber PHONE = new PhoneNumber("+8613800138000");
  private static final StaffId WANG = new StaffId("wang");
  private static final String ENTRY =
      """
      {"staffId": "wang", "phone": "+8613800138000", "tenant": "agency",
       "roles": ["claims.decider"]}\
      """;

  @TempDir Path directory;

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("staff.json"), content);
  }

  private StaffRegister register(String content) throws IOException {
    return new StaffRegister(write(content), Set.of(new TenantId("platform")));
  }

  @Test
  void knowsItsMembersByPhoneAndById() throws IOException {
    var register = register("[" + ENTRY + "]");
    assertThat(register.find(PHONE)).hasValue(WANG);
    assertThat(register.find(new PhoneNumber("+8613900139000"))).isEmpty();
    var member = register.find(WANG).orElseThrow();
    assertThat(member.tenant()).isEqualTo(new TenantId("agency"));
    assertThat(member.scopes())
        .containsExactlyInAnyOrder("claims.read", "claims.decide", "claims.resolve");
    assertThat(member.toString()).doesNotContain("138");
  }

  @Test
  void knowsNobodyWithoutAFile() {
    assertThat(new StaffRegister(null, Set.of()).find(PHONE)).isEmpty();
  }

  @Test
  void readsTheFileAgainOnceItHasChanged() throws IOException {
    var register = register("[]");
    assertThat(register.find(WANG)).isEmpty();
    write("[" + ENTRY + "]");
    assertThat(register.find(WANG)).isPresent();
    assertThat(register.findReader(PHONE)).as("decides").isEmpty();
    write("[" + ENTRY.replace("decider", "viewer") + "]");
    assertThat(register.find(WANG).orElseThrow().scopes()).containsExactly("claims.read");
    assertThat(register.findReader(PHONE)).hasValue(WANG);
    write("[ ]");
    assertThat(register.find(WANG)).isEmpty();
  }

  @Test
  void saysNothingWhileTheFileIsNotInOrderOrGone() throws IOException {
    var register = register("[" + ENTRY + "]");
    write("[" + ENTRY);
    assertThatThrownBy(() -> register.find(WANG)).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> register.find(PHONE)).isInstanceOf(StoreUnavailableException.class);
    Files.delete(directory.resolve("staff.json"));
    assertThatThrownBy(() -> register.find(WANG)).isInstanceOf(StoreUnavailableException.class);
    write("[" + ENTRY + "]");
    assertThat(register.find(WANG)).isPresent();
  }

  @Test
  void doesNotBeginWithAFileThatIsNotInOrderAndNamesTheEntryButNoPhone() {
    var second = ENTRY.replace("wang", "li");
    for (var wrong :
        new String[][] {
          {"{}", "is no list of staff"},
          {"[" + ENTRY + ",]", "is no list of staff"},
          {"[" + ENTRY.replace("\"roles\"", "\"role\"") + "]", "is no list of staff"},
          {"[null]", "entry 1 of 1: staffId, phone, tenant and roles are required"},
          {"[" + ENTRY + "," + ENTRY + "]", "entry 2 of 2: staff wang appears twice"},
          {"[" + ENTRY + "," + second + "]", "entry 2 of 2: the phone is somebody else's already"},
          {"[" + ENTRY.replace("claims.decider", "claims.pay") + "]", "there is no such role"},
          {"[" + ENTRY.replace("\"claims.decider\"", "") + "]", "at least one role"},
          {"[" + ENTRY.replace("agency", "platform") + "]", "nobody works for tenant platform"},
          {"[" + ENTRY.replace("+86", "") + "]", "no phone number"},
          {"[" + ENTRY.replace("wang", "ab".repeat(32)) + "]", "staff id"}
        }) {
      assertThatThrownBy(() -> register(wrong[0]))
          .as(wrong[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(wrong[1])
          .message()
          .doesNotContain("13800138000");
    }
  }
}
