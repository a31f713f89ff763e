package org.yipiao.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/** What is not proposed because the ledger would refuse it, as a node says who takes part. */
class ChangeForecastTest {

  private static final String TOKEN = "a.token-of~its/kind+==";

  @TempDir private Path directory;
  private Genesis genesis = SeededConsortium.genesis();
  private HttpServer node;
  private int contractVersion = 2;
  private int suspended;
  private int status = 200;
  private String authorization = "";

  @BeforeEach
  void start() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext(
        "/v1/",
        exchange -> {
          authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          String path = exchange.getRequestURI().getPath();
          String text = path.equals("/v1/members") ? members() : "{\"changes\":[],\"last\":0}";
          byte[] body = (status == 200 ? text : "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    node.start();
    Files.writeString(directory.resolve("token"), TOKEN + "\n");
    write();
  }

  @AfterEach
  void stop() {
    node.stop(0);
  }

  @Test
  void ofAVersionOfTheContract() {
    refused("VERSION_NOT_NEXT", "contract", "--version", "4", "--at-height", "90");
    contractVersion = 1;
    refused("HEIGHT_PASSED", "contract", "--version", "2", "--at-height", "77");
    Said proposed = propose("contract", "--version", "2", "--at-height", "78");
    assertThat(proposed.exit()).isZero();
    assertThat(proposed.text()).contains(" alone at height 77: it may lie");
    assertThat(authorization).isEqualTo("Bearer " + TOKEN);
  }

  /** The ledger would apply it, and all nodes would stop at that height. */
  @Test
  void ofAVersionThatThisProgramDoesNotHave() {
    assertThat(propose("contract", "--version", "3", "--at-height", "90"))
        .isEqualTo(
            new Said(
                1,
                "yipiao: this program has no version 3 of the contract, the newest is 2: every"
                    + " node without it would stop at that height, and an activation cannot be"
                    + " taken back\n"));
  }

  @Test
  void ofAHeightThatIsTooFar() {
    contractVersion = 1;
    long most = 77 + ActivateContract.MOST_BLOCKS_AHEAD;
    for (long height : new long[] {most + 1, 1_000_000_000_000_000_000L, Long.MAX_VALUE}) {
      Said refused = propose("contract", "--version", "2", "--at-height", "" + height);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.text()).contains(" is too far from the present one, ");
    }
    assertThat(propose("contract", "--version", "2", "--at-height", "" + most).exit()).isZero();
  }

  @Test
  void ofASuspension() throws IOException {
    refused("UNKNOWN_MEMBER", "suspend", "--member", "9");
    suspended = 4;
    refused("ALREADY_SUSPENDED", "suspend", "--member", "4");
    genesis = threeValidators();
    write();
    refused("TOO_FEW_LEFT", "suspend", "--member", "3");
    assertThat(propose("suspend", "--member", "3", "--language", "zh-CN").text())
        .contains("账本将以 TOO_FEW_LEFT 拒绝该变更：剩余可作批准的验证节点将不足法定多数。");
    assertThat(propose("suspend", "--member", "5").exit()).isZero();
  }

  @Test
  void ofAnAdmission() throws IOException {
    refused("MEMBER_EXISTS", "admit", admission(6, 7));
    contractVersion = 1;
    Said early = propose("admit", admission(7, 7));
    assertThat(early)
        .isEqualTo(
            new Said(
                1,
                "yipiao: ADMIT_MEMBER is no operation of version 1 of the contract: activate the"
                    + " next one first\n"));
    contractVersion = 2;
    assertThat(propose("admit", admission(7, 7)).exit()).isZero();
  }

  /** Name and credit code are given once, for ever: also those of a suspended member. */
  @Test
  void ofAnAdmissionUnderAnothersNameCreditCodeOrKey() throws IOException {
    suspended = 5;
    refused("MEMBER_EXISTS", "admit", admission(7, "hospital-two", 7, 7));
    refused("MEMBER_EXISTS", "admit", admission(7, "insurer-three", 5, 7));
    refused("KEY_USED", "admit", admission(7, "insurer-three", 7, 5));
    var validator = SeededConsortium.validator(3);
    refused("KEY_USED", "admit", validator(40, validator));
    assertThat(propose("admit", admission(7, "insurer-three", 7, 7)).exit()).isZero();
  }

  /** Of 24 validators 17 have to approve, and 16 approvals fit in beside an ML-DSA-44 key. */
  @Test
  void ofAKeyForArchivesAmongManyValidators() throws IOException {
    byte[] key = SeededConsortium.postQuantumCosigner(9).vkey().text().getBytes(US_ASCII);
    genesis = manyValidators(23);
    write();
    var purpose = KeyPurpose.POST_QUANTUM_COSIGNING;
    assertThat(propose("rotate", rotation(9, purpose, Digest.ZERO, key)).exit()).isZero();
    genesis = manyValidators(24);
    write();
    Said refused = propose("rotate", rotation(9, purpose, Digest.ZERO, key));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text())
        .startsWith("yipiao: with the 17 approvals of a quorum it would have ")
        .endsWith(
            " bytes, and an operation has at most 3072: with so many validators there is no room"
                + " for an ML-DSA-44 key\n");
  }

  @Test
  void ofA33rdValidator() throws IOException {
    genesis = manyValidators(Roster.MOST - 1);
    write();
    assertThat(propose("admit", validator(40)).exit()).isZero();
    genesis = manyValidators(Roster.MOST);
    write();
    Said refused = propose("admit", validator(40));
    assertThat(refused)
        .isEqualTo(
            new Said(
                1,
                "yipiao: the ledger would refuse it with TOO_MANY_MEMBERS: field validator: there"
                    + " are 32 validators, and 32 are the most\n"));
    assertThat(propose("admit", admission(40, 40)).exit()).as("a participant").isZero();
  }

  private String validator(int number) throws IOException {
    return validator(number, SeededConsortium.validator(number));
  }

  private String validator(int number, GenesisValidator validator) throws IOException {
    var change = SeededConsortium.admission(number, MemberKind.OPERATOR, validator.encode());
    return draft(new ChangeDraft(OperationType.ADMIT_MEMBER, change.encode()));
  }

  private static Genesis manyValidators(int count) {
    var four = SeededConsortium.genesis();
    var members = new ArrayList<GenesisMember>();
    for (int number = 1; number <= count; number++) {
      String stem = "12110000%09d".formatted(number);
      members.add(
          new GenesisMember(
              new MemberNumber(number),
              "member-" + number,
              number == 1 ? MemberKind.REGULATOR : MemberKind.OPERATOR,
              new CreditCode(stem + CreditCode.checkCharacter(stem)),
              List.of(SeededConsortium.transactionKey(number).getPublic()),
              SeededConsortium.validator(number)));
    }
    return new Genesis(four.origin(), four.time(), four.suite(), 2, four.limits(), members);
  }

  @Test
  void ofARotation() throws IOException {
    var key = SeededConsortium.validator(4).key(KeyPurpose.COSIGNING);
    var next = cosigningKey(4, 9);
    byte[] archive = SeededConsortium.postQuantumCosigner(4).vkey().text().getBytes(US_ASCII);
    refused("UNKNOWN_KEY", "rotate", rotation(4, KeyPurpose.COSIGNING, Digest.sha256(next), next));
    refused("UNKNOWN_KEY", "rotate", rotation(5, KeyPurpose.COSIGNING, Digest.sha256(key), next));
    refused("UNKNOWN_MEMBER", "rotate", rotation(9, KeyPurpose.ENGINE, Digest.sha256(key), next));
    assertThat(
            propose("rotate", rotation(4, KeyPurpose.COSIGNING, Digest.sha256(key), next)).exit())
        .isZero();
    assertThat(
            propose("rotate", rotation(4, KeyPurpose.POST_QUANTUM_COSIGNING, Digest.ZERO, archive))
                .exit())
        .isZero();
  }

  @Test
  void ofARotationToAKeyThatIsAnothersOrOfAnotherName() throws IOException {
    var cosigning = Digest.sha256(SeededConsortium.validator(4).key(KeyPurpose.COSIGNING));
    byte[] others = SeededConsortium.validator(5).key(KeyPurpose.COSIGNING);
    refused("KEY_UNUSABLE", "rotate", rotation(4, KeyPurpose.COSIGNING, cosigning, others));
    var log = Digest.sha256(SeededConsortium.validator(4).key(KeyPurpose.LOG));
    byte[] second = SeededConsortium.validator(2).key(KeyPurpose.LOG);
    refused("KEY_USED", "rotate", rotation(4, KeyPurpose.LOG, log, second));
    var own = Digest.sha256(SeededConsortium.transactionKey(6).getPublic().getEncoded());
    byte[] taken = SeededConsortium.transactionKey(5).getPublic().getEncoded();
    refused("KEY_USED", "rotate", rotation(6, KeyPurpose.TRANSACTION, own, taken));
  }

  private static byte[] cosigningKey(int member, int seed) {
    byte[] raw = Ed25519Keys.publicKeyFromSeed(Digest.sha256(new byte[] {(byte) seed}).bytes());
    String name = SeededConsortium.cosigner(member).vkey().name();
    return Vkey.cosigner(name, raw).text().getBytes(US_ASCII);
  }

  @Test
  void withoutANodeThatAnswersNothingIsProposed() {
    status = 401;
    Said refused = propose("suspend", "--member", "4");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text())
        .contains("no node says who takes part: http://127.0.0.1:", ": HTTP_401")
        .doesNotContain(TOKEN);
  }

  private void refused(String outcome, String... words) {
    Said said = propose(words);
    assertThat(said.text()).startsWith("yipiao: the ledger would refuse it with " + outcome);
    assertThat(said.exit()).isEqualTo(1);
    assertThat(directory.resolve("change.json")).doesNotExist();
  }

  /** Proposes, and leaves nothing for the next time. */
  private Said propose(String... words) {
    var all = new ArrayList<>(List.of("propose"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", path("change.json"), "--consortium", directory.toString()));
    all.addAll(List.of("--node", "http://127.0.0.1:" + node.getAddress().getPort() + "/"));
    all.addAll(List.of("--token", path("token")));
    var clock = InstantSource.fixed(SeededConsortium.START);
    Said said = Said.of(() -> ChangeCommand.changes(clock).run(all, Map.of()).number());
    ChangeFile.remove(directory.resolve("change.json"));
    return said;
  }

  private String admission(int number, int key) throws IOException {
    return admission(number, "insurer-three", 41, key);
  }

  private String admission(int number, String name, int creditCode, int key) throws IOException {
    var change =
        new AdmitMember.Change(
            number,
            name,
            MemberKind.PAYER.number(),
            SeededConsortium.creditCode(creditCode).value(),
            SeededConsortium.transactionKey(key).getPublic().getEncoded(),
            new byte[0]);
    return draft(new ChangeDraft(OperationType.ADMIT_MEMBER, change.encode()));
  }

  private String rotation(int member, KeyPurpose purpose, Digest old, byte[] next)
      throws IOException {
    var change = new RotateKey.Change(member, purpose.number(), old, next);
    return draft(new ChangeDraft(OperationType.ROTATE_KEY, change.encode()));
  }

  private String draft(ChangeDraft draft) throws IOException {
    Files.write(directory.resolve("draft.json"), draft.encode());
    return path("draft.json");
  }

  private static Genesis threeValidators() {
    var four = SeededConsortium.genesis();
    return new Genesis(
        four.origin(),
        four.time(),
        four.suite(),
        four.contractVersion(),
        four.limits(),
        four.members().stream()
            .map(member -> member.number().value() == 4 ? member.withValidator(null) : member)
            .toList());
  }

  private void write() throws IOException {
    Files.write(directory.resolve("genesis.json"), genesis.encode());
    Files.write(directory.resolve("consortium.json"), TrustRoot.of(genesis, List.of()).encode());
  }

  private String members() {
    return "{\"contractVersion\":%d,\"epoch\":0,\"height\":77,\"members\":[%s]}"
        .formatted(
            contractVersion,
            genesis.members().stream().map(this::member).collect(Collectors.joining(",")));
  }

  private String member(GenesisMember member) {
    return """
    {"number":%d,"name":"%s","kind":"%s","creditCode":"%s","transactionKeys":["%s"],\
    "suspended":%s}\
    """
        .formatted(
            member.number().value(),
            member.name(),
            member.kind(),
            member.creditCode(),
            Base64.getEncoder().encodeToString(member.transactionKeys().getFirst().getEncoded()),
            member.number().value() == suspended);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
