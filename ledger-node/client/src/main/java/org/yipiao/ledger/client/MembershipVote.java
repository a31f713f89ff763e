package org.yipiao.ledger.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yipiao.ledger.client.http.MembersView;

/**
 * What nodes say of the members. It is not proven, so it counts when one node more says it than may
 * lie. Heights are words too: as many as may lie can claim any, so the next one counts.
 */
final class MembershipVote {

  /** Members of whom it is said that a node says otherwise. */
  private static final int MOST_NAMED = 10;

  private static final Comparator<Group> BY_HEIGHT = Comparator.comparingLong(Group::height);

  private final List<Answer> answers;
  private final long epoch;
  private final int needed;

  /**
   * What a node says that proves the epoch of which it says it.
   *
   * @param view its own words
   */
  record Answer(URI node, Membership membership, MembersView view) {}

  /** All of it but the height, which differs from node to node at any time. */
  private record Content(int contractVersion, List<MembersView.Member> members) {

    static Content of(MembersView view) {
      return new Content(view.contractVersion(), view.members());
    }
  }

  /** Those who say the same, the highest first. */
  private record Group(Content content, List<Answer> answers, int needed) {

    boolean enough() {
      return answers.size() >= needed;
    }

    int size() {
      return answers.size();
    }

    /** One of them at least is of an honest node that has come there. */
    Membership membership() {
      return answers.get(Math.min(needed, answers.size()) - 1).membership();
    }

    long height() {
      return membership().height();
    }
  }

  /**
   * @param answers at least one
   */
  MembershipVote(List<Answer> answers) {
    this.answers = List.copyOf(answers);
    this.epoch = answers.stream().mapToLong(one -> one.membership().epoch()).max().orElseThrow();
    this.needed =
        answers.stream()
            .filter(one -> one.membership().epoch() == epoch)
            .mapToInt(one -> (one.membership().validators().size() - 1) / 3 + 1)
            .findFirst()
            .orElseThrow();
  }

  /**
   * What most of those say that prove the most epochs, and among what enough of them say, the
   * latest.
   *
   * @param causes what is said of the nodes that gave no answer
   */
  MembershipReads.Outcome.Found outcome(List<String> causes) {
    List<Group> groups = groups();
    Group best =
        groups.stream()
            .filter(Group::enough)
            .max(BY_HEIGHT)
            .or(() ->
                groups.stream().max(Comparator.comparingInt(Group::size).thenComparing(BY_HEIGHT)))
            .orElseThrow();
    List<String> others = new ArrayList<>();
    for (Answer answer : answers) {
      otherwise(answer, best.content()).ifPresent(said -> others.add(answer.node() + ": " + said));
    }
    others.addAll(causes);
    List<URI> agree = best.answers().stream().map(Answer::node).toList();
    return new MembershipReads.Outcome.Found(
        best.membership(), new Witnesses(agree, needed, others));
  }

  /** Whether so many answered that they may agree once those that are behind have come on. */
  boolean mayBeEnough() {
    return answers.size() >= needed;
  }

  private List<Group> groups() {
    Map<Content, List<Answer>> groups = new LinkedHashMap<>();
    answers.stream()
        .filter(one -> one.membership().epoch() == epoch)
        .sorted(Comparator.comparingLong((Answer one) -> one.membership().height()).reversed())
        .forEach(
            one -> groups.computeIfAbsent(Content.of(one.view()), _ -> new ArrayList<>()).add(one));
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue(), needed))
        .toList();
  }

  private Optional<String> otherwise(Answer answer, Content best) {
    Membership said = answer.membership();
    if (said.epoch() != epoch) {
      return Optional.of("is at height %d of epoch %d".formatted(said.height(), said.epoch()));
    }
    Content content = Content.of(answer.view());
    if (content.equals(best)) {
      return Optional.empty();
    }
    return Optional.of(
        content.members().equals(best.members())
            ? "says at height %d that version %d executes"
                .formatted(said.height(), content.contractVersion())
            : "says otherwise at height %d of members %s"
                .formatted(said.height(), numbers(content.members(), best.members())));
  }

  /** Nothing of a liar's own words is told on but numbers, and not many. */
  private static String numbers(List<MembersView.Member> some, List<MembersView.Member> others) {
    Set<MembersView.Member> differ = new HashSet<>(some);
    Set<MembersView.Member> gone = new HashSet<>(others);
    gone.removeIf(member -> differ.contains(member));
    differ.removeAll(new HashSet<>(others));
    differ.addAll(gone);
    Set<Integer> numbers =
        differ.stream()
            .map(MembersView.Member::number)
            .collect(Collectors.toCollection(TreeSet::new));
    String named =
        numbers.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return numbers.size() > MOST_NAMED ? named + " and more" : named;
  }
}
