package org.yipiao.invoice.server.person;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.server.Micros;
import org.yipiao.platform.id.PersonId;

/**
 * By which names the documents of a person know that person: never the names, but digests of them
 * under the person's data key, which say nothing once that is erased.
 */
@Service
public class PersonNames {

  /** As many as are looked at; hospitals misspell, and people change their name. */
  static final int MOST = 50;

  private static final HexFormat HEX = HexFormat.of();

  private final PersonNameMapper mapper;

  PersonNames(PersonNameMapper mapper) {
    this.mapper = mapper;
  }

  /** A person, and the name that a document gives. */
  public record Named(PersonId person, String name) {

    /** Names nobody. */
    @Override
    public String toString() {
      return "Named[masked]";
    }
  }

  /**
   * Where names come from.
   *
   * @param tenant whose documents say so
   * @param actor who brought those
   * @param cause why, by a stable name
   */
  public record Origin(String tenant, String actor, String cause, Instant at) {}

  /** Keeps what documents say, inside the caller's database transaction. */
  public void keep(PersonVault.Keys keys, Collection<Named> named, Origin origin) {
    // In one order everywhere, so that two batches at the same time do not wait for each other.
    Map<String, Set<String>> digests = new TreeMap<>();
    for (Named one : named) {
      NormalisedName name = NormalisedName.of(one.name());
      if (!name.isEmpty()) {
        digests
            .computeIfAbsent(one.person().value(), _ -> new TreeSet<>())
            .add(HEX.formatHex(keys.nameDigest(one.person(), name.value())));
      }
    }
    keep(digests, origin);
  }

  /** Keeps names of one person whose key is at hand. */
  public void keep(
      PersonVault.DataKey key, PersonId person, Collection<String> names, Origin origin) {
    Set<String> digests = new TreeSet<>();
    for (String each : names) {
      NormalisedName name = NormalisedName.of(each);
      if (!name.isEmpty()) {
        digests.add(HEX.formatHex(key.nameDigest(name.value())));
      }
    }
    keep(digests.isEmpty() ? Map.of() : Map.of(person.value(), digests), origin);
  }

  private void keep(Map<String, Set<String>> digests, Origin origin) {
    if (digests.isEmpty()) {
      return;
    }
    Set<PairOf> there = new HashSet<>();
    List<byte[]> all = digests.values().stream().flatMap(Set::stream).map(HEX::parseHex).toList();
    mapper
        .find(digests.keySet(), all)
        .forEach(row -> there.add(new PairOf(row.personId(), HEX.formatHex(row.nameDigest()))));
    List<PersonNameMapper.Row> missing =
        digests.entrySet().stream()
            .flatMap(of -> of.getValue().stream().map(digest -> new PairOf(of.getKey(), digest)))
            .filter(pair -> !there.contains(pair))
            .map(pair -> new PersonNameMapper.Row(pair.person(), HEX.parseHex(pair.digest())))
            .toList();
    if (!missing.isEmpty()) {
      mapper.insert(
          missing, origin.tenant(), Micros.of(origin.at()), origin.actor(), origin.cause());
    }
  }

  private record PairOf(String person, String digest) {}

  /** Whether any name of that person is kept. */
  public boolean hasAny(PersonId person) {
    return !mapper.ofPerson(person.value(), 1).isEmpty();
  }

  /**
   * Whether a document of that person gave this name; all that is kept is compared, and equally.
   */
  public boolean isKnown(PersonVault.DataKey key, PersonId person, String name) {
    NormalisedName asked = NormalisedName.of(name);
    byte[] digest = key.nameDigest(asked.value());
    boolean known = false;
    for (PersonNameMapper.Row row : mapper.ofPerson(person.value(), MOST)) {
      known |= MessageDigest.isEqual(row.nameDigest(), digest);
    }
    return known && !asked.isEmpty();
  }
}
