package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TzReleaseTest {
  private static final List<TzRelease> RELEASES =
      Stream.of("2025b", "2026a", "2026b", "2026c", "2026d", "2026e")
          .map(name -> TzRelease.named(name).orElseThrow())
          .toList();
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2037-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // What 2026 changed. With the rules of Temurin 25.0.3 each of them is an hour off.
    "America/Vancouver, 2026-11-28T12:00:00Z, 2026-11-28T05:00:00-07:00",
    "America/Edmonton, 2026-11-28T12:00:00Z, 2026-11-28T06:00:00-06:00",
    "America/Yellowknife, 2026-11-28T12:00:00Z, 2026-11-28T06:00:00-06:00",
    "America/Inuvik, 2026-11-28T12:00:00Z, 2026-11-28T06:00:00-06:00",
    "America/Winnipeg, 2026-11-28T12:00:00Z, 2026-11-28T07:00:00-05:00",
    "Africa/Casablanca, 2026-11-28T12:00:00Z, 2026-11-28T12:00:00+00:00",
    "America/Havana, 2026-11-28T12:00:00Z, 2026-11-28T08:00:00-04:00",
    "America/Havana, 2027-11-28T12:00:00Z, 2027-11-28T07:00:00-05:00",
    // Changes that come back every year, also when nobody has listed them.
    "America/New_York, 2099-07-01T12:00:00Z, 2099-07-01T08:00:00-04:00",
    "America/New_York, 2099-12-01T12:00:00Z, 2099-12-01T07:00:00-05:00",
    "Australia/Lord_Howe, 2061-01-01T00:00:00Z, 2061-01-01T11:00:00+11:00",
    "America/Sao_Paulo, 2010-01-15T12:00:00Z, 2010-01-15T10:00:00-02:00"
  })
  void shouldKnowTheClocksOfTheWorld(String zone, Instant instant, String local) {
    assertThat(new LocalTimeline(Zone.of(zone)).format(instant)).isEqualTo(local);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"America/Sao_Paulo", "Europe/Lisbon", "UTC", "Australia/Lord_Howe", "MST"})
  void shouldKnowTheZonesOfTheDatabase(String id) {
    assertThat(TzRelease.current().zone(id))
        .hasValueSatisfying(zone -> assertThat(zone.id()).isEqualTo(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tz",
        "+05:37",
        "Z",
        "Europe/Atlantis",
        "europe/lisbon",
        "GMT+3",
        "SystemV/EST5",
        "UTC\t+00:00\nUTC",
        "\n",
        "Zulu\t"
      })
  void shouldNotTakeSomethingElseForAZone(String id) {
    assertThat(TzRelease.current().zone(id)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Zone.of(id));
  }

  @Test
  void shouldHaveEveryZoneThatTheJdkHas() {
    TreeSet<String> missing = new TreeSet<>(ZoneId.getAvailableZoneIds());
    missing.removeIf(id -> id.startsWith("SystemV/"));
    TzRelease.current().ids().forEach(missing::remove);

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2025b, America/Vancouver, 2026-11-28T04:00:00-08:00",
    "2026a, America/Vancouver, 2026-11-28T04:00:00-08:00",
    "2026b, America/Vancouver, 2026-11-28T05:00:00-07:00",
    "2026c, America/Edmonton, 2026-11-28T06:00:00-06:00",
    "2026d, America/Winnipeg, 2026-11-28T06:00:00-06:00",
    "2026e, America/Winnipeg, 2026-11-28T07:00:00-05:00",
    "2026e, America/Havana, 2026-11-28T07:00:00-05:00",
    "2026a, Europe/Lisbon, 2026-11-28T12:00:00+00:00"
  })
  void shouldRememberEarlierReleases(String release, String zone, String noonInUtc) {
    TzRelease earlier = TzRelease.named(release).orElseThrow();

    assertThat(earlier.name()).isEqualTo(release);
    assertThat(earlier.ids()).isEqualTo(TzRelease.current().ids());
    assertThat(
            new LocalTimeline(earlier.zone(zone).orElseThrow())
                .format(Instant.parse("2026-11-28T12:00:00Z")))
        .isEqualTo(noonInUtc);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2024a", "../tz-rules", "2026"})
  void shouldNotKnowOtherReleases(String release) {
    assertThat(TzRelease.named(release)).isEmpty();
  }

  /** The JDK has another source for the same rules; where they differ, a release lies between. */
  @Test
  void shouldAgreeWithTheJdkInAllZonesThatNoReleaseSinceHasChanged() {
    TreeSet<String> differ = new TreeSet<>();
    for (String id : TzRelease.current().ids()) {
      if (ZoneId.getAvailableZoneIds().contains(id)
          && !offsets(Zone.of(id)).equals(offsets(ZoneId.of(id)))) {
        differ.add(id);
      }
    }

    TreeSet<String> changed = new TreeSet<>();
    for (String id : TzRelease.current().ids()) {
      for (TzRelease release : RELEASES) {
        if (!release.zone(id).orElseThrow().rules().equals(Zone.of(id).rules())) {
          changed.add(id);
        }
      }
    }
    assertThat(changed).containsAll(differ);
  }

  /**
   * Compares every zone with the package tzdata of this machine, from 2020 to 2036. An older
   * package proves nothing; a newer one proves that it is time to raise the release.
   */
  @Test
  void shouldNotBeBehindThePackageOfThisMachine() throws IOException {
    Zoneinfo machine = new Zoneinfo(Path.of("/usr/share/zoneinfo"));
    assumeTrue(Files.exists(machine.folder().resolve("tzdata.zi")), "no tzdata package");
    assumeTrue(
        machine.release().compareTo(TzRelease.current().name()) >= 0,
        () -> "the tzdata package is older than " + TzRelease.current().name());

    List<String> differences = new ArrayList<>();
    for (String id : TzRelease.current().ids()) {
      Map<Instant, Integer> expected = within(machine.offsets(id));
      Map<Instant, Integer> present = offsets(Zone.of(id));
      if (!present.equals(expected)) {
        differences.add(id + ": " + present + " but " + machine.release() + " has " + expected);
      }
    }

    assertThat(differences)
        .as("raise joda.time.version in pom.xml and run ./marcado generate, see docs/operations.md")
        .isEmpty();
  }

  private static Map<Instant, Integer> offsets(Zone zone) {
    return offsets(zone.rules());
  }

  private static Map<Instant, Integer> offsets(ZoneId zone) {
    return offsets(zone.getRules());
  }

  private static Map<Instant, Integer> offsets(java.time.zone.ZoneRules rules) {
    SequencedMap<Instant, Integer> offsets = new TreeMap<>();
    offsets.put(Instant.MIN, rules.getOffset(FROM.minusSeconds(1)).getTotalSeconds());
    for (var change = rules.nextTransition(FROM.minusSeconds(1));
        change != null && change.getInstant().isBefore(TO);
        change = rules.nextTransition(change.getInstant())) {
      offsets.put(change.getInstant(), change.getOffsetAfter().getTotalSeconds());
    }
    return offsets;
  }

  /** The same, without changes of the name alone. */
  private static Map<Instant, Integer> within(SequencedMap<Instant, Integer> all) {
    SequencedMap<Instant, Integer> offsets = new TreeMap<>();
    int offset = ZoneOffset.UTC.getTotalSeconds();
    for (Map.Entry<Instant, Integer> each : all.entrySet()) {
      if (each.getKey().isBefore(FROM)) {
        offsets.put(Instant.MIN, each.getValue());
      } else if (each.getKey().isBefore(TO) && each.getValue() != offset) {
        offsets.put(each.getKey(), each.getValue());
      }
      offset = each.getValue();
    }
    return offsets;
  }
}
