package org.yipiao.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.platform.reason.Reason;

/** The draft that comes with keys that are made, and what is said of it. */
final class ValidatorDraft {

  private final Path folder;
  private final Genesis genesis;
  private final Path out;
  private final KeyMaking maker;

  ValidatorDraft(Arguments arguments, KeyMaking maker) {
    this.folder = ChangeLedger.folder(arguments);
    this.genesis = ChangeLedger.genesis(folder);
    this.out = ChangeFile.absent(required(arguments, ChangePropose.OUT));
    this.maker = maker;
  }

  Genesis genesis() {
    return genesis;
  }

  /** A folder that nothing is in yet, unless an interrupted run has only its draft to finish. */
  Path keysToBe(String folder) {
    boolean unfinished = Files.exists(out.resolveSibling(out.getFileName() + ".half"));
    return unfinished ? ChangeFile.path(folder) : ChangeFile.absent(folder);
  }

  /** Has keys made in a folder. */
  ChangeAnswer make(List<String> call, Path keys) {
    var whole = new ArrayList<>(call);
    whole.addAll(
        List.of(
            ChangeKey.KEYS,
            keys.toString(),
            "--genesis",
            folder.resolve("genesis.json").toString(),
            ChangePropose.OUT,
            out.toString()));
    int exit = maker.make(whole);
    if (exit != 0) {
      return new ChangeAnswer(
          exit == ExitCode.UNREADABLE.number() ? ExitCode.UNREADABLE : ExitCode.FAILED,
          List.of(),
          Map.of("made", false));
    }
    ChangeDraft draft = ChangeFile.draft(out.toString());
    List<Reason> lines = new ArrayList<>(ChangeWords.of(draft));
    lines.add(Reason.of(ChangeText.KEYS_MADE, keys.toString()));
    lines.add(Reason.of(ChangeText.HAND_ON, out.toString()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("made", true);
    json.put("keys", keys.toString());
    json.put("draft", out.toString());
    json.put("says", draft.says());
    return new ChangeAnswer(ExitCode.OK, lines, json);
  }

  static String required(Arguments arguments, String option) {
    return arguments.option(option).orElseThrow(() -> new UsageException(option + " is needed"));
  }

  /** A name of the ledger's, which people may write in small letters and with hyphens. */
  static String named(Arguments arguments, String option) {
    return required(arguments, option).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
