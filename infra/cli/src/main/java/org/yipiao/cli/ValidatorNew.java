package org.yipiao.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code validator new}: makes the keys of a member that is to be admitted, and the draft that the
 * others have to agree to; without {@code --gossip} those of a member that runs no node.
 */
final class ValidatorNew implements ChangeStep {

  static final String NUMBER = "--number";
  static final String NAME = "--name";
  private static final String KIND = "--kind";
  private static final String CREDIT_CODE = "--credit-code";
  private static final String GOSSIP = "--gossip";
  private static final String POST_QUANTUM = "--post-quantum";

  private final KeyMaking maker;

  ValidatorNew(KeyMaking maker) {
    this.maker = maker;
  }

  @Override
  public Set<String> options() {
    return Set.of(
        ChangeKey.KEYS, ChangePropose.OUT, NUMBER, NAME, KIND, CREDIT_CODE, GOSSIP, POST_QUANTUM);
  }

  @Override
  public ChangeAnswer run(Arguments arguments) {
    arguments.none();
    var draft = new ValidatorDraft(arguments, maker);
    Path keys = draft.keysToBe(ValidatorDraft.required(arguments, ChangeKey.KEYS));
    List<String> call = new ArrayList<>(List.of("new"));
    call.addAll(List.of(KIND, ValidatorDraft.named(arguments, KIND)));
    for (String option : List.of(NUMBER, NAME, CREDIT_CODE)) {
      call.addAll(List.of(option, ValidatorDraft.required(arguments, option)));
    }
    for (String option : List.of(GOSSIP, POST_QUANTUM)) {
      arguments.option(option).ifPresent(value -> call.addAll(List.of(option, value)));
    }
    return draft.make(call, keys);
  }
}
