package org.yipiao.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.protocol.genesis.GenesisMember;

/**
 * {@code validator next-key}: makes the next key of one purpose beside the present one, and the
 * draft that the others have to agree to.
 */
final class ValidatorNextKey implements ChangeStep {

  private static final String PURPOSE = "--purpose";

  private final KeyMaking maker;

  ValidatorNextKey(KeyMaking maker) {
    this.maker = maker;
  }

  @Override
  public Set<String> options() {
    return Set.of(
        ChangeKey.KEYS, ChangePropose.OUT, ValidatorNew.NUMBER, ValidatorNew.NAME, PURPOSE);
  }

  @Override
  public ChangeAnswer run(Arguments arguments) {
    arguments.none();
    var draft = new ValidatorDraft(arguments, maker);
    Path keys = ChangeFile.path(ValidatorDraft.required(arguments, ChangeKey.KEYS));
    String number = ValidatorDraft.required(arguments, ValidatorNew.NUMBER);
    String name =
        arguments
            .option(ValidatorNew.NAME)
            .or(() -> nameInGenesis(draft, arguments))
            .orElseThrow(() ->
                new UsageException(
                    "the genesis file has no member "
                        + number
                        + ": give its "
                        + ValidatorNew.NAME));
    return draft.make(
        List.of(
            "next",
            ValidatorNew.NUMBER,
            number,
            ValidatorNew.NAME,
            name,
            PURPOSE,
            ValidatorDraft.named(arguments, PURPOSE)),
        keys);
  }

  private static Optional<String> nameInGenesis(ValidatorDraft draft, Arguments arguments) {
    long number = ChangePropose.number(arguments, ValidatorNew.NUMBER, 1, 0x7fff_ffff);
    return draft.genesis().member((int) number).map(GenesisMember::name);
  }
}
