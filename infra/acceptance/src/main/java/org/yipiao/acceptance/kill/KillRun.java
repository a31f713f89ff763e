package org.yipiao.acceptance.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yipiao.acceptance.kill.KillOptions.Phase;
import org.yipiao.acceptance.kill.load.PlatformLoad;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.acceptance.kill.oracle.Evidence;
import org.yipiao.acceptance.kill.oracle.Oracle;
import org.yipiao.acceptance.kill.oracle.StoreOracle;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.NumberAllocation;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts a platform of its own, kills its parts while load runs, lets everything come to rest, and
 * compares what was accepted with what is there. A run that fails keeps its data.
 */
public final class KillRun {

  private static final Duration DRAIN_WITHIN = Duration.ofMinutes(8);
  private static final Duration SETTLE_WITHIN = Duration.ofMinutes(5);
  private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(10);

  private static final String MANY = "1000000";
  private static final String OFTEN = "1000";

  private final KillOptions options;
  private final Console console = new Console(System.out);
  private final Instant begin = Instant.now();

  private KillRun(KillOptions options) {
    this.options = options;
  }

  /** Exit 0 if every promise held, 1 if not. Options: {@link KillOptions#ofSystemProperties}. */
  public static void main(String[] arguments) throws Exception {
    List<Difference> differences = run(KillOptions.ofSystemProperties());
    System.exit(differences.isEmpty() ? 0 : 1);
  }

  /**
   * Runs all phases.
   *
   * @return what did not hold
   */
  public static List<Difference> run(KillOptions options) throws IOException, InterruptedException {
    return new KillRun(options).run();
  }

  private List<Difference> run() throws IOException, InterruptedException {
    String instance = "kill-" + options.seedText();
    console.say("seed", options.seedText() + ", " + options.kills() + " kills of each part");
    Platform.wipe(options.root(), instance, ExternalServers.none());
    KillSummary summary;
    List<Difference> differences = new ArrayList<>();
    try (Platform platform =
            Platform.start(
                new PlatformOptions(
                    options.root(), instance, Map.of(), ExternalServers.none(), settings()),
                console);
        JsonHttp http = new JsonHttp()) {
      summary = onPlatform(platform, http, differences);
    } catch (IOException | SQLException | RuntimeException failure) {
      failure.printStackTrace(System.err);
      differences.add(new Difference("run", "stopped: " + failure));
      summary = KillSummary.stopped(options.seedText(), seconds(), differences);
    }
    // Stopped for good: the last start of each node was answered by a graceful stop.
    summary = summary.withStores(stores(instance, differences), differences);
    write(summary);
    if (differences.isEmpty()) {
      Platform.wipe(options.root(), instance, ExternalServers.none());
      console.say("held", "every promise held");
    } else {
      differences.forEach(difference -> console.say("DIFFERS", difference.toString()));
      Parts.VALIDATORS.forEach(validator -> tellTrouble(instance, validator));
      console.say("kept", options.root().resolve(".yipiao").resolve(instance).toString());
      console.say("again with", "-Dseed=" + options.seedText());
    }
    return differences;
  }

  private void tellTrouble(String instance, String part) {
    Path logs = options.root().resolve(".yipiao").resolve(instance).resolve("logs");
    try {
      LoggedTrouble.in(logs.resolve(part + ".log")).forEach(line -> console.say(part, line));
    } catch (IOException | UncheckedIOException e) {
      console.say(part, "its log cannot be read: " + e.getMessage());
    }
  }

  /** How many stores are sound; those that are not are differences. */
  private int stores(String instance, List<Difference> differences) {
    List<StoreOracle.Checked> checked;
    try {
      checked =
          StoppedStores.check(options.root(), options.root().resolve(".yipiao").resolve(instance));
    } catch (RuntimeException failure) {
      differences.add(new Difference("stores", "were not checked: " + failure));
      return 0;
    }
    differences.addAll(StoreOracle.judge(Parts.VALIDATORS, checked));
    int sound = (int) checked.stream().filter(StoreOracle.Checked::sound).count();
    console.say("stores", "%d of %d are sound".formatted(sound, Parts.VALIDATORS.size()));
    return sound;
  }

  private Map<String, Map<String, String>> settings() {
    Map<String, Map<String, String>> settings = new HashMap<>();
    String rate = Integer.toString(options.creationRate());
    for (String validator : Parts.VALIDATORS) {
      settings.put(validator, Map.of("yipiao.ledger.engine.creation-rate", rate));
    }
    raiseLimits(settings);
    if (options.phases().contains(Phase.PATIENTS)) {
      PatientKills.settings()
          .forEach((part, more) -> settings.merge(part, more, (before, its) -> union(before, its)));
    }
    return settings;
  }

  /** All patients are one address, and each of them signs in once. */
  private static void raiseLimits(Map<String, Map<String, String>> settings) {
    settings.put(Parts.EDGE, Map.of("yipiao.edge.requests-per-minute.sign-in", MANY));
    settings.put(
        Parts.AUTHORIZATION,
        Map.of(
            "yipiao.authorization.sign-in.messages-per-address",
            MANY,
            "yipiao.authorization.sign-in.messages-per-address-and-phone",
            OFTEN,
            "yipiao.authorization.sign-in.messages-per-phone",
            OFTEN));
    settings.put(Parts.BFF, Map.of("yipiao.bff.limits.sign-ins-per-address", MANY));
  }

  private static Map<String, String> union(Map<String, String> one, Map<String, String> other) {
    Map<String, String> both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }

  private KillSummary onPlatform(Platform platform, JsonHttp http, List<Difference> differences)
      throws IOException, InterruptedException, SQLException {
    Installation installation = Installations.of(platform);
    new NumberAllocation(http, installation).toBothHospitals();
    console.say("bureau", "numbers allocated to both hospitals");
    Path list = platform.directory().resolve("accepted.jsonl");
    Random random = new Random(options.seed());
    try (AcceptedList accepted = AcceptedList.create(list);
        PlatformLoad load = new PlatformLoad(installation, http, accepted, random.nextLong())) {
      Killer killer = new Killer(platform, load, console, new Random(random.nextLong()), options);
      ValidatorKills alone = new ValidatorKills(platform, load, console, killer, options);
      PairKills pairs = new PairKills(platform, load, killer, options);
      PatientKills patients =
          new PatientKills(
              killer, load.patients(), console, new Random(random.nextLong()), options);
      ClaimSteps steps = new ClaimSteps(platform, load, console);
      load.start(options.billsPerSecond());
      awaitFirstProof(load);
      kill(killer, alone, pairs, patients, steps);
      console.say("load", "handed in %d bills; draining".formatted(load.handedIn()));
      Parts.ALL.forEach(part -> platform.awaitHealthy(part, HEALTHY_WITHIN));
      if (!load.drain(DRAIN_WITHIN)) {
        differences.add(new Difference("load", "was not answered within " + DRAIN_WITHIN));
      }
      Evidence evidence =
          new EvidenceReader(platform, installation, http)
              .read(AcceptedList.read(list), load, SETTLE_WITHIN);
      differences.addAll(killer.noticed());
      differences.addAll(alone.noticed());
      differences.addAll(pairs.noticed());
      differences.addAll(patients.noticed());
      differences.addAll(steps.differences());
      differences.addAll(Oracle.judge(evidence));
      return summary(killer, alone, patients, steps, load, evidence, differences);
    }
  }

  /** Nothing is killed before the first invoice has come all the way. */
  private void awaitFirstProof(PlatformLoad load) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + HEALTHY_WITHIN.toNanos();
    while (!load.waits().provenSince(begin)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("no invoice became final within " + HEALTHY_WITHIN);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    console.say("load", "the first invoice is final and verified");
  }

  private void kill(
      Killer killer, ValidatorKills alone, PairKills pairs, PatientKills patients, ClaimSteps steps)
      throws IOException, InterruptedException {
    for (Phase phase : Phase.values()) {
      if (!options.phases().contains(phase)) {
        continue;
      }
      console.say("phase", phase.name());
      switch (phase) {
        case VALIDATORS -> alone.all();
        case TWO_VALIDATORS -> pairs.all();
        case ALL_VALIDATORS -> killer.allValidators();
        case SERVICES -> killer.services(options.serviceRounds());
        case STORM -> killer.storm(options.stormRounds());
        case PATIENTS -> patients.all();
        case CLAIM_STEPS -> steps.all();
      }
    }
  }

  private KillSummary summary(
      Killer killer,
      ValidatorKills alone,
      PatientKills patients,
      ClaimSteps steps,
      PlatformLoad load,
      Evidence evidence,
      List<Difference> differences) {
    @Nullable Duration longest = load.waits().longest(Instant.MIN, Instant.MAX);
    return new KillSummary(
        options.seedText(),
        KillSummary.count(killer.done()),
        steps.died(),
        evidence.accepted().bills().size(),
        evidence.accepted().claims().size(),
        evidence.bookings().size(),
        evidence.bookings().stream().mapToLong(Evidence.Booking::amountFen).sum(),
        load.attempts().failed(),
        alone.undisturbed(),
        alone.withoutValidator(),
        patients.figures(),
        longest == null ? 0 : longest.toMillis(),
        killer.done().stream().mapToLong(Kill::downMillis).max().orElse(0),
        0,
        seconds(),
        KillSummary.texts(differences));
  }

  private long seconds() {
    return Duration.between(begin, Instant.now()).toSeconds();
  }

  private void write(KillSummary summary) throws IOException {
    Path folder = options.summary().toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    String text = json.writeValueAsString(summary);
    Files.writeString(options.summary(), text + "\n");
    console.say("summary", options.summary() + "\n" + text);
  }
}
