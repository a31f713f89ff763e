package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.platform.testing.TextsContract;

/** A change on its way from proposal to approvals, without a node. */
class ChangeCommandTest extends OfflineSteps {

  @Test
  void saysEverythingInBothLanguages() throws IOException {
    TextsContract.ofReasons(ChangeText.class);
  }

  @Test
  void aChangeIsProposedApprovedInTurnAndInParallelAndJoined() throws IOException {
    assertThat(propose("c.json").text())
        .contains("Version 2 of the contract would execute all blocks from height 5000 on.")
        .contains("It can be applied in epoch 0, before 2026-06-02T00:00:00Z.")
        .contains("0 of 3 approvals that are needed; 3 missing.")
        .contains("No node was asked");
    assertThat(change("approve", "c.json", "--keys", path("keys-2")))
        .returns(0, Said::exit)
        .satisfies(said -> assertThat(said.text()).contains("Member 2, agency, has approved"));
    assertThat(approveApart(1).exit()).isZero();
    assertThat(approveApart(4).exit()).isZero();
    Said merged = change("merge", "by-1.json", path("by-4.json"), "--out", path("all.json"));
    assertThat(merged.text()).contains("3 approvals, 3 are needed: it can be submitted.");
    assertThat(proposal("all.json").approvals())
        .extracting(Approval::member)
        .containsExactly(1, 2, 4);
    assertThat(proposal("c.json").approvals()).hasSize(1);
    Said shown = change("show", "all.json");
    assertThat(shown.exit()).isZero();
    assertThat(shown.text())
        .contains("Approved by member 1, bureau, key ")
        .contains("Approved by member 4, hospital-one, key ");
  }

  @Test
  void saysItInTheLanguageAskedForAndNamesInNone() throws IOException {
    propose("c.json");
    assertThat(change("show", "c.json", "--language", "zh-CN").text())
        .contains("拟自高度 5000 起，所有区块由合约版本 2 执行。")
        .contains("需要 3 份批准，现有 0 份，尚缺 3 份。");
    environment = Map.of("YIPIAO_LANGUAGE", "zh-CN");
    assertThat(change("approve", "c.json", "--keys", path("keys-5")).text())
        .startsWith("yipiao: 密钥 ")
        .contains("不属于任何可作批准的验证节点");
  }

  @Test
  void forProgramsItIsOneObject() throws IOException {
    propose("c.json");
    change("approve", "c.json", "--keys", path("keys-1"));
    assertThat(change("show", "c.json", "--json").text())
        .startsWith("{\n  \"says\": {\n    \"ledger\": \"" + genesis.ledgerId().hex() + "\"")
        .contains("\"operation\": \"ACTIVATE_CONTRACT\"", "\"verdict\": \"APPLIED\"")
        .contains("\"counted\": 1", "\"needed\": 3", "\"enough\": false", "\"expired\": false");
    assertThat(change("approve", "c.json", "--keys", path("keys-1"), "--json").text())
        .startsWith("{\n  \"refused\": \"ALREADY_APPROVED\",\n")
        .contains("yipiao: member 1, bureau, has approved already");
  }

  @Test
  void aSuspensionSaysHowManyAreLeft() {
    var words = new ArrayList<>(List.of("propose", "suspend", "--member", "4"));
    words.addAll(List.of("--out", path("s.json")));
    assertThat(change(words.toArray(String[]::new)).text())
        .contains("Member 4 would be suspended", "Member 4 is hospital-one, HOSPITAL.")
        .contains("There would be 3 validators, of which 3 would be needed for everything.");
  }

  @Test
  void saysWhatTheCommandLineLacks() throws IOException {
    usage("expected one of propose, show, approve, merge, submit");
    usage("expected one of", "adopt");
    usage("--consortium FOLDER is needed", "show", existing());
    usage("propose takes admit, rotate, suspend or contract", "propose", "x", "--out", path("x"));
    usage("--at-height N is needed", "propose", "contract", "--version", "2", "--out", path("x"));
    usage("--version takes a whole number", "propose", "contract", "--version", "x", "--out", "x");
    usage("unknown option --force", "approve", "c.json", "--force");
    usage(
        "--valid-hours takes 1 to 720",
        "propose",
        "contract",
        "--version",
        "2",
        "--at-height",
        "7",
        "--valid-hours",
        "721",
        "--out",
        path("new.json"),
        "--consortium",
        path("consortium"));
    usage("submit needs --node URL", "submit", existing());
    usage(
        "--node needs --token FILE",
        "show",
        existing(),
        "--node",
        "http://127.0.0.1:1",
        "--consortium",
        path("consortium"));
    usage(
        "--node is a URL",
        "show",
        existing(),
        "--node",
        "ftp://x",
        "--consortium",
        path("consortium"));
  }

  private Said approveApart(int member) {
    return change(
        "approve",
        "c.json",
        "--keys",
        path("keys-" + member),
        "--out",
        path("by-" + member + ".json"));
  }

  private static void usage(String naming, String... words) {
    assertThat(Said.by(Path.of(""), append("change", words)))
        .returns(2, Said::exit)
        .extracting(Said::text)
        .asString()
        .contains(naming);
  }

  private static String[] append(String first, String... words) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }
}
