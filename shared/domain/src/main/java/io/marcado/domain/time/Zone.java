package io.marcado.domain.time;

import java.time.zone.ZoneRules;

/**
 * A zone of the IANA time zone database, with its rules in one release of that database. The rules
 * of the JDK are not used: they are as old as the runtime.
 *
 * @param id such as {@code America/Sao_Paulo}
 * @param release the release of the rules, such as {@code 2026f}
 * @param rules only {@link LocalTimeline} asks them
 */
public record Zone(String id, String release, ZoneRules rules) {

  /**
   * A zone with the rules of {@link TzRelease#current}.
   *
   * @throws IllegalArgumentException for an id that the database does not have
   */
  public static Zone of(String id) {
    return TzRelease.current()
        .zone(id)
        .orElseThrow(() -> new IllegalArgumentException("no IANA time zone: " + id));
  }

  /** True for zones with the same rules, such as a zone and its alias. */
  public boolean hasRulesOf(Zone other) {
    return rules.equals(other.rules);
  }
}
