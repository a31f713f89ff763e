package org.yipiao.ledger.server.development;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.keys.EngineKeyFile;

/** Makes all keys and files of a consortium that is founded. */
final class Founding {
  private final DevelopmentConsortium files;
  private final Instant now;
  private final DevelopmentConsortium.Choices choices;
  private final SecureRandom random = new SecureRandom();
  private final SignatureSuite suite;
  private final IssuerRoot issuers;
  private final String origin;

  Founding(DevelopmentConsortium files, Instant now, DevelopmentConsortium.Choices choices) {
    this.files = files;
    this.now = now;
    this.choices = choices;
    this.suite = SignatureSuite.named(choices.suite(), random);
    this.issuers = IssuerRoot.create(suite, now, random);
    byte[] name = new byte[4];
    random.nextBytes(name);
    this.origin = "yipiao.invalid/dev/" + HexFormat.of().formatHex(name);
  }

  void write(String host, List<Integer> gossipPorts) throws IOException {
    Map<DevelopmentMember, Integer> ports = new EnumMap<>(DevelopmentMember.class);
    for (DevelopmentMember member : DevelopmentMember.values()) {
      if (member.validator()) {
        if (ports.size() == gossipPorts.size()) {
          throw new IllegalArgumentException("too few gossip ports: " + gossipPorts);
        }
        ports.put(member, gossipPorts.get(ports.size()));
      }
    }
    if (ports.size() < gossipPorts.size()) {
      throw new IllegalArgumentException("too many gossip ports: " + gossipPorts);
    }
    List<GenesisMember> members = new ArrayList<>();
    for (DevelopmentMember member : DevelopmentMember.values()) {
      members.add(join(member, host, ports.get(member)));
    }
    var genesis =
        new Genesis(
            origin, now, suite.name(), choices.contractVersion(), GenesisLimits.DEFAULT, members);
    Files.write(files.genesisFile(), genesis.encode());
    Files.write(files.trustFile(), TrustRoot.of(genesis, List.of(issuers.certificate())).encode());
    Files.writeString(
        files.directory().resolve(DevelopmentConsortium.ISSUER_ROOT),
        issuers.pem(),
        StandardCharsets.US_ASCII);
  }

  private GenesisMember join(DevelopmentMember member, String host, @Nullable Integer gossipPort)
      throws IOException {
    Files.createDirectories(files.keys(member));
    KeyPair transaction = suite.generate(random);
    store(member, "transaction.p12", transaction, "transactions");
    switch (member.kind()) {
      case HOSPITAL ->
          KeyFiles.store(
              files.documentKey(member),
              issuers.issue(suite.generate(random), member, now, random),
              random);
      case REGULATOR, PAYER, OPERATOR -> {}
    }
    return new GenesisMember(
        member.number(),
        member.tenant(),
        member.kind(),
        member.creditCode(),
        List.of(transaction.getPublic()),
        gossipPort == null ? null : validator(member, host, gossipPort));
  }

  private GenesisValidator validator(DevelopmentMember member, String host, int gossipPort)
      throws IOException {
    KeyPair log = KeyFiles.generateEd25519(random);
    store(member, "log.p12", log, "log");
    KeyPair cosigning = KeyFiles.generateEd25519(random);
    store(member, "cosign.p12", cosigning, "cosignatures");
    String name = origin + "/" + member.tenant();
    return new GenesisValidator(
        Vkey.log(origin, Ed25519Keys.raw(log.getPublic())),
        Vkey.cosigner(name, Ed25519Keys.raw(cosigning.getPublic())),
        choices.postQuantum().contains(member.number().value()) ? postQuantum(member, name) : null,
        engine(member),
        host,
        gossipPort);
  }

  private Vkey postQuantum(DevelopmentMember member, String name) throws IOException {
    KeyPair keys = MlDsaKeys.generate(random);
    store(member, "cosign-post-quantum.p12", keys, "post-quantum cosignatures");
    return Vkey.postQuantumCosigner(name, MlDsaKeys.raw(keys.getPublic()));
  }

  private X509Certificate engine(DevelopmentMember member) throws IOException {
    Path file = files.keys(member).resolve("engine.p12");
    return IssuerRoot.certificate(EngineKeyFile.make(file, member.number().value()));
  }

  private void store(DevelopmentMember member, String file, KeyPair keys, String purpose)
      throws IOException {
    String name = "O=" + member.tenant() + ",CN=" + member.tenant() + " " + purpose;
    KeyFiles.store(
        files.keys(member).resolve(file), KeyFiles.selfSigned(keys, name, now, random), random);
  }
}
