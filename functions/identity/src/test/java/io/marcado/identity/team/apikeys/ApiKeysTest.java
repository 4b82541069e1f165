package io.marcado.identity.team.apikeys;

import static io.marcado.identity.Results.assertDone;
import static io.marcado.identity.Results.assertInvalid;
import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Team;
import io.marcado.identity.team.apikeys.ApiKeyView.Status;
import io.marcado.identity.team.audit.AuditTrail;
import io.marcado.identity.team.audit.AuditTrail.Filter;
import io.marcado.platform.auth.ApiKey;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Problem;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
  private static final Set<Permission> READING = EnumSet.of(Permission.BOOKINGS_READ);

  private static final Supplier<Result<List<Write>, IdentityRefusal>> UNPROVED =
      () -> Result.done(List.of());

  private static final IdentityRefusal MISSING = new IdentityRefusal.NotFound("API key");

  private final IdentityFixture fixture = new IdentityFixture();
  private final ApiKeys keys = fixture.bean(ApiKeys.class);
  private final ApiKeyStore store = fixture.bean(ApiKeyStore.class);
  private final Authentication authentication = fixture.bean(Authentication.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void found() {
    fixture.bean(PeopleStore.class).write(tenant, Team.found(tenant, new PersonId("dora")));
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

    assertDone(keys.revoke(owner(), made.key().keyId(), fixture.now()));
    assertDone(keys.revoke(owner(), made.key().keyId(), fixture.now()));

    assertThat(refusal(tenant, text(made))).isEqualTo("unauthenticated");
    assertThat(listed().getFirst().revokedAt()).contains(fixture.now());
    assertRefused(
        new IdentityRefusal.ApiKeyEnded(),
        keys.rotate(owner(), made.key().keyId(), Duration.ZERO, UNPROVED, fixture.now()));
    assertThat(events()).containsExactlyInAnyOrder("api-key.revoked", "api-key.created");
  }

  @Test
  void shouldRefuseAnExpiredKey() {
    Instant end = fixture.now().plusSeconds(60);
    ApiKeys.Made made =
        done(
            keys.create(
                owner(),
                draft("Short", Optional.of(end), Optional.empty()),
                UNPROVED,
                fixture.now()));

    fixture.advance(Duration.ofSeconds(59));
    assertThat(caller(tenant, text(made))).isInstanceOf(Actor.ApiKey.class);
    fixture.advance(Duration.ofSeconds(1));

    assertThat(refusal(tenant, text(made))).isEqualTo("unauthenticated");
    assertThat(Status.of(listed().getFirst(), fixture.now())).isEqualTo(Status.EXPIRED);
    assertRefused(
        new IdentityRefusal.ApiKeyEnded(),
        keys.rotate(owner(), made.key().keyId(), Duration.ZERO, UNPROVED, fixture.now()));
  }

  @Test
  void shouldNotMakeAKeyThatWouldBeExpiredAtOnce() {
    assertInvalid(
        "/expiresAt",
        keys.create(
            owner(),
            draft("Late", Optional.of(fixture.now()), Optional.empty()),
            UNPROVED,
            fixture.now()));
    assertThat(listed()).isEmpty();
  }

  @Test
  void shouldLetBothSecretsInAfterARotationUntilTheOverlapEnds() {
    ApiKeys.Made first = make("Website");
    String old = text(first);
    caller(tenant, old);

    ApiKeys.Made second =
        done(
            keys.rotate(
                owner(), first.key().keyId(), Duration.ofMinutes(60), UNPROVED, fixture.now()));

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

    ApiKeys.Made second =
        done(keys.rotate(owner(), first.key().keyId(), Duration.ZERO, UNPROVED, fixture.now()));

    assertThat(refusal(tenant, text(first))).isEqualTo("unauthenticated");
    assertThat(caller(tenant, text(second))).isInstanceOf(Actor.ApiKey.class);
  }

  @Test
  void shouldNotEndASecretThatWasToLastByARepeatedRotation() {
    ApiKeys.Made first = make("Website");
    String keyId = first.key().keyId();
    ApiKeys.Made second =
        done(keys.rotate(owner(), keyId, Duration.ofMinutes(60), UNPROVED, fixture.now()));

    assertRefused(
        new IdentityRefusal.RotationUnderWay(fixture.now().plus(Duration.ofMinutes(60))),
        keys.rotate(owner(), keyId, Duration.ofMinutes(60), UNPROVED, fixture.now()));
    assertThat(caller(tenant, text(first))).isInstanceOf(Actor.ApiKey.class);

    done(keys.rotate(owner(), keyId, Duration.ZERO, UNPROVED, fixture.now()));
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
                return keys.rotate(owner(), keyId, Duration.ZERO, UNPROVED, fixture.now())
                    .map(made -> Optional.of(text(made)))
                    .orElseThrow(IdentityProblems::of);
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
    ApiKeys.Made first = done(keys.create(owner(), draft, UNPROVED, fixture.now()));

    ApiKeys.Made again = done(keys.create(owner(), draft, UNPROVED, fixture.now()));

    assertThat(again.replayed()).isTrue();
    assertThat(again.secret()).isEmpty();
    assertThat(again.key().keyId()).isEqualTo(first.key().keyId());
    assertThat(caller(tenant, text(first))).isInstanceOf(Actor.ApiKey.class);
    assertThat(listed()).hasSize(1);
    assertRefused(
        new IdentityRefusal.KeyReused(),
        keys.create(
            owner(),
            draft("Other", Optional.empty(), Optional.of("once")),
            UNPROVED,
            fixture.now()));
  }

  @Test
  void shouldShowOneSecretToRequestsAtOnceWithOneKey() {
    ApiKeyDraft draft = draft("Website", Optional.empty(), Optional.of("once"));

    List<Optional<ApiKey.Presented>> secrets =
        IdentityFixture.atOnce(
            8,
            () -> {
              try {
                return done(keys.create(owner(), draft, UNPROVED, fixture.now())).secret();
              } catch (TableUnavailableException busy) {
                return Optional.empty();
              }
            });

    assertThat(secrets.stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(listed()).hasSize(1);
  }

  @Test
  void shouldAllowABusinessTwentyLiveKeysAtMost() {
    Instant end = fixture.now().plusSeconds(60);
    done(
        keys.create(
            owner(), draft("Short", Optional.of(end), Optional.empty()), UNPROVED, fixture.now()));
    ApiKeys.Made last = make("0");
    for (int i = 1; i < 19; i++) {
      make("Key " + i);
    }

    assertRefused(new IdentityRefusal.TooManyApiKeys(ApiKeyStore.MOST_LIVE), making("One more"));
    assertDone(keys.revoke(owner(), last.key().keyId(), fixture.now()));
    make("In place of a revoked one");
    assertRefused(new IdentityRefusal.TooManyApiKeys(ApiKeyStore.MOST_LIVE), making("One more"));
    fixture.advance(Duration.ofMinutes(1));
    make("In place of an expired one");
    assertRefused(new IdentityRefusal.TooManyApiKeys(ApiKeyStore.MOST_LIVE), making("One more"));
    assertThat(listed()).hasSize(22);
  }

  @Test
  void shouldNotExceedTheLimitByKeysMadeAtOnce() {
    for (int i = 0; i < 17; i++) {
      make("Key " + i);
    }

    IdentityFixture.atOnce(6, () -> making("At once").whyRefused());

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
        List.of(
            Write.put(
                PersonAccess.key(tenant, new PersonId("dora")),
                PersonAccess.of(Role.ADMIN).toItem())));

    assertRefused(new IdentityRefusal.RoleChanged(), making("Other"));
    assertRefused(
        new IdentityRefusal.RoleChanged(),
        keys.rotate(owner(), made.key().keyId(), Duration.ZERO, UNPROVED, fixture.now()));
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    assertRefused(MISSING, keys.revoke(owner(), "k4srv2b3c5d6e7fg", fixture.now()));
    assertRefused(
        MISSING, keys.rotate(owner(), "k4srv2b3c5d6e7fg", Duration.ZERO, UNPROVED, fixture.now()));
    assertThat(events()).isEmpty();
  }

  private ApiKeys.Made make(String name) {
    return done(making(name));
  }

  private Result<ApiKeys.Made, IdentityRefusal> making(String name) {
    return keys.create(
        owner(), draft(name, Optional.empty(), Optional.empty()), UNPROVED, fixture.now());
  }

  private static ApiKeyDraft draft(
      String name, Optional<Instant> expiresAt, Optional<String> idempotencyKey) {
    return new ApiKeyDraft(name, READING, expiresAt, Optional.empty(), idempotencyKey);
  }

  private Actor.Person owner() {
    return new Actor.Person(
        tenant, new PersonId("dora"), Role.OWNER, new SessionId("s"), "192.0.2.7");
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
}
