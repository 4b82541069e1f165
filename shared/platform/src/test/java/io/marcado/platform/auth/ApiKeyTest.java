package io.marcado.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.ApiKey.Presented;
import io.marcado.platform.auth.ApiKey.Previous;
import io.marcado.platform.table.Item;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ID = "abcdefgh234567ab";
  private static final Presented SECRET = new Presented(ID, "a".repeat(43));
  private static final Presented OLD = new Presented(ID, "b".repeat(43));

  @Test
  void shouldReadWhatItWrites() {
    assertThat(Presented.of(SECRET.text())).contains(SECRET);
    assertThat(SECRET.toString()).doesNotContain(SECRET.secret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mk_",
        "mk_abcdefgh234567ab",
        "mk_abcdefgh234567ab_short",
        "mk_ABCDEFGH234567AB_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "mk_abcdefgh234567ab_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=",
        " mk_abcdefgh234567ab_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void shouldNotTakeOtherForms(String text) {
    assertThat(Presented.of(text)).isEmpty();
  }

  @Test
  void shouldAdmitItsOwnSecretOnly() {
    assertThat(key(Optional.empty()).admits(SECRET, NOW)).isTrue();
    assertThat(key(Optional.empty()).admits(OLD, NOW)).isFalse();
    assertThat(key(Optional.empty()).admits(new Presented("other", SECRET.secret()), NOW))
        .as("the same secret of another key")
        .isFalse();
  }

  @Test
  void shouldAdmitTheSecretBeforeARotationUntilItsOverlapEnds() {
    ApiKey rotated = key(Optional.of(new Previous(OLD.hash(), NOW.plusSeconds(60))));

    assertThat(rotated.admits(OLD, NOW)).isTrue();
    assertThat(rotated.admits(OLD, NOW.plusSeconds(60))).isFalse();
    assertThat(rotated.admits(SECRET, NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void shouldNotAdmitAnythingOnceRevokedOrExpired() {
    ApiKey live = key(Optional.empty());
    ApiKey revoked = dated(live, Optional.empty(), Optional.of(NOW));
    ApiKey expired = dated(live, Optional.of(NOW), Optional.empty());

    assertThat(revoked.admits(SECRET, NOW)).isFalse();
    assertThat(expired.admits(SECRET, NOW)).isFalse();
    assertThat(expired.admits(SECRET, NOW.minusMillis(1))).isTrue();
  }

  @Test
  void shouldNoteAUseNowAndThenAndSoonerFromElsewhere() {
    ApiKey used = dated(key(Optional.empty()), Optional.empty(), Optional.empty());

    assertThat(key(Optional.empty()).isUseNews("203.0.113.7", NOW)).isTrue();
    assertThat(used.isUseNews("203.0.113.7", NOW.plusSeconds(599))).isFalse();
    assertThat(used.isUseNews("203.0.113.7", NOW.plusSeconds(600))).isTrue();
    assertThat(used.isUseNews("198.51.100.1", NOW.plusSeconds(59))).isFalse();
    assertThat(used.isUseNews("198.51.100.1", NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void shouldBeKeptWhole() {
    ApiKey whole =
        dated(key(Optional.of(new Previous(OLD.hash(), NOW))), Optional.of(NOW), Optional.of(NOW));

    assertThat(ApiKey.fromItem(whole.toItem().build())).isEqualTo(whole);
  }

  @Test
  void shouldGiveNothingForAScopeThatIsGoneOrNotForKeys() {
    Item kept =
        key(Optional.empty())
            .toItem()
            .text("scopes", "bookings:read was:here admins:manage")
            .build();

    assertThat(ApiKey.fromItem(kept).permissions()).containsExactly(Permission.BOOKINGS_READ);
  }

  private static ApiKey key(Optional<Previous> previous) {
    return new ApiKey(
        ID,
        "Website",
        Set.of(Permission.BOOKINGS_READ, Permission.CATALOG_WRITE),
        SECRET.hash(),
        previous,
        NOW,
        "owner",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ApiKey dated(ApiKey key, Optional<Instant> expires, Optional<Instant> revoked) {
    return new ApiKey(
        key.keyId(),
        key.name(),
        key.permissions(),
        key.secretHash(),
        key.previous(),
        key.createdAt(),
        key.createdBy(),
        expires,
        revoked,
        Optional.of(NOW),
        Optional.of("203.0.113.7"));
  }
}
