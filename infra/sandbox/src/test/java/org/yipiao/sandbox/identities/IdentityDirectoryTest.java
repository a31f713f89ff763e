package org.yipiao.sandbox.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.sandbox.phone.PhoneNumber;
import org.yipiao.sandbox.problem.SandboxProblem;

class IdentityDirectoryTest {

  private static final PhoneNumber WANG = PhoneNumber.of("13800000001");

  @TempDir private Path directory;

  private static Identity identity(String phone, String name) {
    return new Identity(phone, "RESIDENT_ID", "110101199003070011", name);
  }

  @Test
  void takesNoMorePeopleThanItMayAndNoMoreCorrectionsAlsoAfterARestart() throws IOException {
    try (var known = new IdentityDirectory(directory, 2)) {
      known.put(identity("13800000001", "王一"));
      known.put(identity("+8613800000002", "李二"));
      known.put(identity("13800000001", "王三"));
    }
    try (var known = new IdentityDirectory(directory, 2)) {
      known.put(identity("+8613800000001", "王四"));
      assertThatThrownBy(() -> known.put(identity("13800000003", "赵五")))
          .satisfies(IdentityDirectoryTest::isFull);
      assertThatThrownBy(() -> known.put(identity("13800000001", "王六")))
          .satisfies(IdentityDirectoryTest::isFull);
      assertThat(known.find(WANG)).contains(identity("13800000001", "王四"));
      assertThat(known.find(PhoneNumber.of("13800000003"))).isEmpty();
    }
  }

  private static void isFull(Throwable refusal) {
    assertThat(refusal)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(SandboxProblem.IDENTITIES_FULL));
  }

  @Test
  void writesWhatItKnowsAlreadyNoSecondTime() throws IOException {
    Path journal = directory.resolve("identities.journal");
    try (var known = new IdentityDirectory(directory, 2)) {
      known.put(identity("13800000001", "王一"));
      long bytes = Files.size(journal);
      known.put(identity("+8613800000001", "王一"));
      assertThat(Files.size(journal)).isEqualTo(bytes);
    }
  }

  @Test
  void nothingThatHoldsAPersonPrintsOne() {
    assertThat(identity("13800000001", "王一") + " " + WANG)
        .doesNotContain("王", "1101", "138", "0011");
    assertThat(new IdentityEndpoints.FindIdentity("13800000001").toString())
        .doesNotContain("138", "0001");
    assertThat(new IdentityEndpoints.Owner("RESIDENT_ID", "110101199003070011", "王一").toString())
        .doesNotContain("王", "1101", "0011");
  }
}
