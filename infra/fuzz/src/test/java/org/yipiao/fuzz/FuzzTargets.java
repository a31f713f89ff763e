package org.yipiao.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yipiao.bff.session.ProofInputs;
import org.yipiao.gateway.hl7.Hl7Inputs;

/** All targets. A new decoder is added here. */
public final class FuzzTargets implements Catalogue {

  @Override
  public List<FuzzTarget> all() {
    var targets = new ArrayList<FuzzTarget>();
    targets.addAll(LogTargets.all());
    targets.addAll(FileTargets.all());
    targets.addAll(TrustTargets.all());
    targets.addAll(EpochTargets.all());
    targets.addAll(NodeTargets.all());
    targets.add(FileTargets.json());
    targets.add(
        new FuzzTarget(
            "hl7",
            List.of(
                "Hl7Message.parse", "Delimiters.of", "CharacterSets.decode", "MessageHeader.of"),
            "refused as the acknowledgement has it; at most 5 000 segments",
            8_192,
            Hl7Inputs.samples(),
            Hl7Inputs::message));
    targets.add(
        new FuzzTarget(
            "dpop",
            List.of("Proofs.of"),
            "no exception; nothing unsigned proves anything",
            3_000,
            ProofInputs.samples(),
            ProofInputs::header));
    targets.sort(Comparator.comparing(FuzzTarget::name));
    return List.copyOf(targets);
  }
}
