package io.marcado.identity.team.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Team;
import io.marcado.identity.team.apikeys.ApiKeyView.Status;
import io.marcado.identity.team.audit.AuditTrail;
import io.marcado.identity.team.audit.AuditTrail.Filter;
import io.marcado.platform.auth.ApiKey;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.ForeignPositionException;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.PageRequest;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
  private static final Set<Permission> READING = EnumSet.of(Permission.BOOKINGS_READ);

  private final IdentityFixture fixture = new IdentityFixture();
  private final ApiKeys keys = fixture.bean(ApiKeys.class);
  private final ApiKeyStore store = fixture.bean(ApiKeyStore.class);
  private final Authentication authentication = fixture.bean(Authentication.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void found() {
    fixture.bean(PeopleStore.class).write(tenant, Team.found(tenant, "dora"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldOpenByAKeyWhatItWasGivenAndKeepItAsAHash() {
    ApiKeys.Made made = make("Website");

    String key = text(made);
    assertThat(key).matches("mk_[a-z2-7]{16}_[A-Za-z0-9_-]{43}");
    assertThat(caller(tenant, key))
        .isEqualTo(
            new Actor.ApiKey(tenant, new ApiKeyId(made.key().keyId()), READING, "192.0.2.9"));
    String secret = key.substring(key.indexOf('_', 3) + 1);
    assertThat(made.key().toItem().build().attributes().values())
        .noneMatch(value -> value.toString().contains(secret));
    assertThat(
            made.toString() + made.key() + ApiKeyView.of(made.key(), fixture.now(), made.secret()))
        .doesNotContain(secret)
        .doesNotContain(made.key().secretHash());
  }

  @Test
  void shouldNotKnowAKeyOfAnotherBusiness() {
    String key = text(make("Website"));

    assertThat(refusal(fixture.tenant(), key)).isEqualTo("unauthenticated");
  }

  @Test
  void shouldRefuseARevokedKeyAtOnceAndAgain() {
    ApiKeys.Made made = make("Website");

    keys.revoke(owner(), made.key().keyId());
    keys.revoke(owner(), made.key().keyId());

    assertThat(refusal(tenant, text(made))).isEqualTo("unauthenticated");
    assertThat(listed().getFirst().revokedAt()).contains(fixture.now());
    assertThat(code(() -> keys.rotate(owner(), made.key().keyId(), Duration.ZERO, List::of)))
        .isEqualTo("api-key-ended");
    assertThat(events()).containsExactlyInAnyOrder("api-key.revoked", "api-key.created");
  }

  @Test
  void shouldRefuseAnExpiredKey() {
    Instant end = fixture.now().plusSeconds(60);
    ApiKeys.Made made =
        keys.create(owner(), draft("Short", Optional.of(end), Optional.empty()), List::of);

    fixture.advance(Duration.ofSeconds(59));
    assertThat(caller(tenant, text(made))).isInstanceOf(Actor.ApiKey.class);
    fixture.advance(Duration.ofSeconds(1));

    assertThat(refusal(tenant, text(made))).isEqualTo("unauthenticated");
    assertThat(Status.of(listed().getFirst(), fixture.now())).isEqualTo(Status.EXPIRED);
    assertThat(code(() -> keys.rotate(owner(), made.key().keyId(), Duration.ZERO, List::of)))
        .isEqualTo("api-key-ended");
  }

  @Test
  void shouldNotMakeAKeyThatWouldBeExpiredAtOnce() {
    assertThat(
            code(
                () ->
                    keys.create(
                        owner(),
                        draft("Late", Optional.of(fixture.now()), Optional.empty()),
                        List::of)))
        .isEqualTo("validation-failed");
    assertThat(listed()).isEmpty();
  }

  @Test
  void shouldLetBothSecretsInAfterARotationUntilTheOverlapEnds() {
    ApiKeys.Made first = make("Website");
    String old = text(first);
    caller(tenant, old);

    ApiKeys.Made second =
        keys.rotate(owner(), first.key().keyId(), Duration.ofMinutes(60), List::of);

    assertThat(second.key().keyId()).isEqualTo(first.key().keyId());
    assertThat(listed().getFirst().lastUsedAt()).contains(fixture.now());
    fixture.advance(Duration.ofMinutes(60).minusMillis(1));
    assertThat(caller(tenant, old)).isEqualTo(caller(tenant, text(second)));
    fixture.advance(Duration.ofMillis(1));
    assertThat(refusal(tenant, old)).isEqualTo("unauthenticated");
    assertThat(caller(tenant, text(second))).isInstanceOf(Actor.ApiKey.class);
  }

  @Test
  void shouldEndTheOldSecretAtOnceByARotationWithoutOverlap() {
    ApiKeys.Made first = make("Website");

    ApiKeys.Made second = keys.rotate(owner(), first.key().keyId(), Duration.ZERO, List::of);

    assertThat(refusal(tenant, text(first))).isEqualTo("unauthenticated");
    assertThat(caller(tenant, text(second))).isInstanceOf(Actor.ApiKey.class);
  }

  @Test
  void shouldNotEndASecretThatWasToLastByARepeatedRotation() {
    ApiKeys.Made first = make("Website");
    String keyId = first.key().keyId();
    ApiKeys.Made second = keys.rotate(owner(), keyId, Duration.ofMinutes(60), List::of);

    assertThat(code(() -> keys.rotate(owner(), keyId, Duration.ofMinutes(60), List::of)))
        .isEqualTo("rotation-under-way");
    assertThat(caller(tenant, text(first))).isInstanceOf(Actor.ApiKey.class);

    keys.rotate(owner(), keyId, Duration.ZERO, List::of);
    assertThat(refusal(tenant, text(first))).isEqualTo("unauthenticated");
    assertThat(refusal(tenant, text(second))).isEqualTo("unauthenticated");
  }

  @Test
  void shouldLeaveOneSecretThatWasAnsweredAfterRotationsAtOnce() {
    String keyId = make("Website").key().keyId();

    List<Optional<String>> answers =
        IdentityFixture.atOnce(
            6,
            () -> {
              try {
                return Optional.of(text(keys.rotate(owner(), keyId, Duration.ZERO, List::of)));
              } catch (Problem | TableUnavailableException busy) {
                return Optional.empty();
              }
            });

    assertThat(
            answers.stream()
                .flatMap(Optional::stream)
                .filter(key -> refusal(tenant, key).isEmpty()))
        .hasSize(1);
  }

  @Test
  void shouldMakeNoSecondKeyAndShowNoSecretForARepeatedRequest() {
    ApiKeyDraft draft = draft("Website", Optional.empty(), Optional.of("once"));
    ApiKeys.Made first = keys.create(owner(), draft, List::of);

    ApiKeys.Made again = keys.create(owner(), draft, List::of);

    assertThat(again.replayed()).isTrue();
    assertThat(again.secret()).isEmpty();
    assertThat(again.key().keyId()).isEqualTo(first.key().keyId());
    assertThat(caller(tenant, text(first))).isInstanceOf(Actor.ApiKey.class);
    assertThat(listed()).hasSize(1);
    assertThat(
            code(
                () ->
                    keys.create(
                        owner(), draft("Other", Optional.empty(), Optional.of("once")), List::of)))
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void shouldShowOneSecretToRequestsAtOnceWithOneKey() {
    ApiKeyDraft draft = draft("Website", Optional.empty(), Optional.of("once"));

    List<Optional<ApiKey.Presented>> secrets =
        IdentityFixture.atOnce(
            8,
            () -> {
              try {
                return keys.create(owner(), draft, List::of).secret();
              } catch (Problem | TableUnavailableException busy) {
                return Optional.empty();
              }
            });

    assertThat(secrets.stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(listed()).hasSize(1);
  }

  @Test
  void shouldAllowABusinessTwentyLiveKeysAtMost() {
    Instant end = fixture.now().plusSeconds(60);
    keys.create(owner(), draft("Short", Optional.of(end), Optional.empty()), List::of);
    ApiKeys.Made last = make("0");
    for (int i = 1; i < 19; i++) {
      make("Key " + i);
    }

    assertThat(code(() -> make("One more"))).isEqualTo("too-many-api-keys");
    keys.revoke(owner(), last.key().keyId());
    make("In place of a revoked one");
    assertThat(code(() -> make("One more"))).isEqualTo("too-many-api-keys");
    fixture.advance(Duration.ofMinutes(1));
    make("In place of an expired one");
    assertThat(code(() -> make("One more"))).isEqualTo("too-many-api-keys");
    assertThat(listed()).hasSize(22);
  }

  @Test
  void shouldNotExceedTheLimitByKeysMadeAtOnce() {
    for (int i = 0; i < 17; i++) {
      make("Key " + i);
    }

    IdentityFixture.atOnce(
        6,
        () -> {
          try {
            return make("At once").replayed();
          } catch (Problem refused) {
            return false;
          }
        });

    assertThat(listed()).hasSizeLessThanOrEqualTo(ApiKeyStore.MOST_LIVE);
    assertThat(store.live(tenant)).hasSameSizeAs(listed());
  }

  @Test
  void shouldListInPagesNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      make("Key " + i);
      fixture.advance(Duration.ofSeconds(1));
    }

    assertThat(listed())
        .extracting(ApiKey::name)
        .containsExactly("Key 5", "Key 4", "Key 3", "Key 2", "Key 1");
    assertThatThrownBy(() -> store.page(tenant, new PageRequest(2, Optional.of("x"))))
        .isInstanceOf(ForeignPositionException.class);
  }

  @Test
  void shouldShowAUseToTenMinutesAndTellItOnceADay() {
    ApiKeys.Made made = make("Website");
    Instant first = fixture.now();

    for (int i = 0; i < 3; i++) {
      caller(tenant, text(made));
    }
    fixture.advance(Duration.ofMinutes(9));
    caller(tenant, text(made));
    assertThat(listed().getFirst().lastUsedAt()).contains(first);
    fixture.advance(Duration.ofMinutes(1));
    caller(tenant, text(made));
    assertThat(listed().getFirst().lastUsedAt()).contains(fixture.now());
    assertThat(events()).containsExactlyInAnyOrder("api-key.used", "api-key.created");

    fixture.advance(Duration.ofDays(1));
    caller(tenant, text(made));
    assertThat(events())
        .containsExactlyInAnyOrder("api-key.used", "api-key.used", "api-key.created");
  }

  @Test
  void shouldTellAUseByManyAtOnceOnce() {
    ApiKeys.Made made = make("Website");

    List<Actor> callers = IdentityFixture.atOnce(24, () -> caller(tenant, text(made)));

    assertThat(callers).hasSize(24).allMatch(Actor.ApiKey.class::isInstance);
    assertThat(events()).containsExactlyInAnyOrder("api-key.used", "api-key.created");
  }

  @Test
  void shouldMakeNoKeyForSomebodyWhoseRoleWentMeanwhile() {
    PeopleStore people = fixture.bean(PeopleStore.class);
    ApiKeys.Made made = make("Website");
    people.write(
        tenant,
        List.of(Write.put(PersonAccess.key(tenant, "dora"), PersonAccess.of(Role.ADMIN).toItem())));

    assertThat(code(() -> make("Other"))).isEqualTo("forbidden");
    assertThat(code(() -> keys.rotate(owner(), made.key().keyId(), Duration.ZERO, List::of)))
        .isEqualTo("forbidden");
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    assertThat(code(() -> keys.revoke(owner(), "k4srv2b3c5d6e7fg"))).isEqualTo("not-found");
    assertThat(code(() -> keys.rotate(owner(), "k4srv2b3c5d6e7fg", Duration.ZERO, List::of)))
        .isEqualTo("not-found");
    assertThat(events()).isEmpty();
  }

  private ApiKeys.Made make(String name) {
    return keys.create(owner(), draft(name, Optional.empty(), Optional.empty()), List::of);
  }

  private static ApiKeyDraft draft(
      String name, Optional<Instant> expiresAt, Optional<String> idempotencyKey) {
    return new ApiKeyDraft(name, READING, expiresAt, Optional.empty(), idempotencyKey);
  }

  private Call owner() {
    return new Call(
        new Actor.Person(tenant, new PersonId("dora"), Role.OWNER, new SessionId("s"), "192.0.2.7"),
        fixture.now(),
        "trace");
  }

  private static String text(ApiKeys.Made made) {
    return made.secret().orElseThrow().text();
  }

  private Actor caller(TenantId where, String key) {
    return authentication.caller(where, Optional.of("Bearer " + key), "192.0.2.9");
  }

  /** The code of the refusal; empty when the key is good. */
  private String refusal(TenantId where, String key) {
    try {
      caller(where, key);
      return "";
    } catch (Problem problem) {
      return problem.code().code();
    }
  }

  private List<ApiKey> listed() {
    List<ApiKey> all = new ArrayList<>();
    Optional<String> position = Optional.empty();
    Set<String> seen = new HashSet<>();
    do {
      Page<ApiKey> page = store.page(tenant, new PageRequest(2, position));
      page.items().forEach(key -> assertThat(seen.add(key.keyId())).isTrue());
      all.addAll(page.items());
      position = page.next();
    } while (position.isPresent());
    return all;
  }

  private List<String> events() {
    return fixture
        .bean(AuditTrail.class)
        .page(
            tenant,
            new Filter(Optional.empty(), Optional.empty(), Optional.empty()),
            new PageRequest(100, Optional.empty()),
            fixture.now())
        .items()
        .stream()
        .map(recorded -> recorded.event().type().text())
        .toList();
  }

  private static String code(Runnable action) {
    Problem problem = catchThrowableOfType(Problem.class, action::run);
    return problem.code().code();
  }
}
