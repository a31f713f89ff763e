package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.id.StaffId;
import tools.jackson.databind.json.JsonMapper;

class StaffTest {

  @TempDir private Path directory;

  @Test
  void atEachPayerTwoDecideAndOneLooks() {
    var byTenant = Staff.all().stream().collect(Collectors.groupingBy(Staff.Member::tenant));
    assertThat(byTenant).containsOnlyKeys("agency", "insurer", "insurer-two");
    assertThat(byTenant.values())
        .allSatisfy(members ->
            assertThat(members)
                .extracting(Staff.Member::decides)
                .containsExactly(true, true, false));
  }

  @Test
  void everybodyHasAnIdAndAPhoneOfTheirOwn() {
    assertThat(Staff.all())
        .extracting(member -> new StaffId(member.staffId()).value())
        .doesNotHaveDuplicates();
    assertThat(Staff.all())
        .extracting(Staff.Member::phone)
        .doesNotHaveDuplicates()
        .allMatch(phone -> phone.matches("\\+861[3-9][0-9]{9}"));
    assertThat(Staff.all().getFirst().typedPhone()).isEqualTo("13700000011");
  }

  @Test
  void theFileIsWrittenOnce() throws IOException {
    Path file = Staff.file(directory);
    assertThat(JsonMapper.shared().readValue(Files.readString(file), Staff.Member[].class))
        .containsExactlyElementsOf(Staff.all());
    assertThat(JsonMapper.shared().readTree(file.toFile()).path(0).propertyNames())
        .as("what the authorization server reads, and nothing else")
        .containsExactlyInAnyOrder("staffId", "phone", "tenant", "roles");
    Files.writeString(file, "[]");
    assertThat(Staff.file(directory)).content().isEqualTo("[]");
    assertThat(List.of(Files.getPosixFilePermissions(file).toArray())).hasSize(2);
  }
}
