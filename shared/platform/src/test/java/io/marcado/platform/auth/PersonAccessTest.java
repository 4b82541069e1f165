package io.marcado.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Role;
import io.marcado.platform.auth.PersonAccess.Spared;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PersonAccessTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final PersonAccess STAFF = PersonAccess.of(Role.STAFF);

  @Test
  void shouldEndAllSessionsButTheOneThatChangedThePassword() {
    PersonAccess changed = STAFF.endingAll(Optional.of(new Spared("phone", 1)));

    assertThat(changed.admits("phone", 1)).isTrue();
    assertThat(changed.admits("laptop", 1)).isFalse();
    assertThat(changed.admits("opened-since", 2)).isTrue();
  }

  @Test
  void shouldSpareTheSameSessionAsOftenAsItChangesThePassword() {
    PersonAccess twice =
        STAFF
            .endingAll(Optional.of(new Spared("phone", 1)))
            .endingAll(Optional.of(new Spared("phone", 1)));

    assertThat(twice.admits("phone", 1)).isTrue();
    assertThat(twice.admits("opened-between", 2)).isFalse();
    assertThat(twice.admits("phone", 2)).as("a token that nobody issued").isFalse();
  }

  @Test
  void shouldNoLongerSpareASessionThatAnotherOneEnded() {
    PersonAccess ended =
        STAFF
            .endingAll(Optional.of(new Spared("phone", 1)))
            .endingAll(Optional.of(new Spared("laptop", 2)));

    assertThat(ended.admits("phone", 1)).isFalse();
    assertThat(ended.admits("laptop", 2)).isTrue();
  }

  @Test
  void shouldEndASparedSessionThatLogsOut() {
    PersonAccess out =
        STAFF
            .endingAll(Optional.of(new Spared("phone", 1)))
            .ending("phone", NOW.plusSeconds(900), NOW);

    assertThat(out.admits("phone", 1)).isFalse();
  }

  @Test
  void shouldEndEverySessionWithARoleOrWhenDisabled() {
    PersonAccess spared = STAFF.endingAll(Optional.of(new Spared("phone", 1)));

    assertThat(spared.withRole(Role.CLIENT).admits("phone", 1)).isFalse();
    assertThat(spared.withRole(Role.CLIENT).admits("new", 2)).isFalse();
    assertThat(spared.withEnabled(false).withEnabled(true).admits("new", 2)).isFalse();
    assertThat(spared.withEnabled(false).admits("new", 3)).as("disabled").isFalse();
  }

  @Test
  void shouldBeKeptWhole() {
    PersonAccess all =
        STAFF
            .endingAll(Optional.of(new Spared("phone", 1)))
            .ending("laptop", NOW.plusSeconds(900), NOW);

    assertThat(PersonAccess.fromItem(all.toItem())).isEqualTo(all);
    assertThat(PersonAccess.fromItem(STAFF.toItem())).isEqualTo(STAFF);
  }
}
