package io.marcado.tenants.signup;

import static io.marcado.tenants.TenantProblems.signedUpOrThrow;
import static io.marcado.tenants.signup.SignUpFixture.by;
import static io.marcado.tenants.signup.SignUpFixture.named;
import static io.marcado.tenants.signup.SignUpFixture.owner;
import static io.marcado.tenants.signup.SignUpFixture.phone;
import static io.marcado.tenants.signup.SignUpFixture.proved;
import static io.marcado.tenants.signup.SignUpFixture.signUp;
import static io.marcado.tenants.signup.SignUpFixture.slug;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.PersonId;
import io.marcado.domain.Plan;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.Contact;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.identity.published.PeopleReader;
import io.marcado.identity.published.PhoneProof;
import io.marcado.identity.published.RequestedCode;
import io.marcado.identity.published.SignUpProofs;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.tenants.TenantsContext;
import io.marcado.tenants.signup.SignUps.SignedUp;
import io.marcado.tenants.stages.FakeStages;
import io.marcado.tenants.stages.TenantStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignUpsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Instant A_MINUTE_LATER = NOW.plusSeconds(60);
  private static final String ADDRESS = "203.0.113.7";

  private TenantsContext context = TenantsContext.with(Map.of());

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void shouldMakeTheBusinessWithAllThatBelongsToIt() {
    SignUp signUp = signUp(slug());

    SignedUp result = attempt(signUp, NOW);

    TenantView view = result.tenant();
    TenantId tenant = new TenantId(view.tenantId());
    PersonId owner = new PersonId(view.owner().userId());
    assertThat(result.replayed()).isFalse();
    assertThat(view.baseUrl()).isEqualTo("https://one.example.com/" + signUp.slug());
    assertThat(view.plan()).isEqualTo(Plan.FREE);
    assertThat(view.owner().phone()).isEqualTo("+5511999990001");
    assertThat(view.createdAt()).isEqualTo(NOW);
    assertThat(context.bean(SettingsReader.class).fresh(tenant)).isEqualTo(signUp.settings());
    Contact contact = context.bean(PeopleReader.class).find(tenant, owner).orElseThrow();
    assertThat(contact.name()).isEqualTo("Dora Mestre");
    assertThat(context.bean(OwnerAccounts.class).isFrom(tenant, owner, signUp.owner())).isTrue();
    assertThat(used(context.firstShard())).isEqualTo(1);
    TenantStage stage =
        context.stages().find(context.firstShard(), signUp.slug().value()).orElseThrow();
    assertThat(stage.tenant()).isEqualTo(tenant);
    assertThat(entry(signUp).text("state")).isEqualTo("ACTIVE");
    assertThat(entry(signUp).has("g1pk")).isFalse();
  }

  @Test
  void shouldGiveTheSlugToOneOfManyAtOnce() throws InterruptedException {
    SignUp signUp = signUp(slug());

    List<Object> outcomes = atOnce(32, _ -> () -> attempt(signUp, NOW));

    assertThat(outcomes).filteredOn(SignedUp.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(outcome -> codeOf(outcome).equals("slug-taken")).hasSize(31);
    assertThat(used(context.firstShard()) + used(context.secondShard())).isEqualTo(1);
    assertThat(context.stages().named(signUp.slug().value())).isEqualTo(1);
  }

  @Test
  void shouldRefuseATakenSlug() {
    SignUp signUp = signUp(slug());
    attempt(signUp, NOW);

    assertRefused("slug-taken", () -> attempt(signUp, A_MINUTE_LATER));
    assertRefused("slug-taken", () -> attempt(named(signUp, "Other"), A_MINUTE_LATER));
    assertRefused(
        "slug-taken", () -> attempt(signUp(signUp.slug().value(), "a-key"), A_MINUTE_LATER));
  }

  @Test
  void shouldAnswerTheSameKeyAndBodyWithTheSameBusiness() {
    SignUp signUp = signUp(slug(), "key-" + slug());

    SignedUp first = attempt(signUp, NOW);
    SignedUp second = attempt(signUp, A_MINUTE_LATER);

    assertThat(second.replayed()).isTrue();
    assertThat(second.tenant()).isEqualTo(first.tenant());
    assertThat(used(context.firstShard())).isEqualTo(1);
  }

  @Test
  void shouldMakeOneBusinessForTheSameKeyAndBodyAtOnce() throws InterruptedException {
    SignUp signUp = signUp(slug(), "key-" + slug());

    List<Object> outcomes = atOnce(8, _ -> () -> attempt(signUp, NOW));

    assertThat(outcomes).allMatch(SignedUp.class::isInstance);
    assertThat(outcomes.stream().map(SignedUp.class::cast).map(SignedUp::tenant).distinct())
        .hasSize(1);
    assertThat(outcomes.stream().map(SignedUp.class::cast).filter(it -> !it.replayed())).hasSize(1);
    assertThat(used(context.firstShard())).isEqualTo(1);
  }

  @Test
  void shouldRefuseTheSameKeyWithAnotherBody() {
    SignUp signUp = signUp(slug(), "key-" + slug());
    attempt(signUp, NOW);

    List<SignUp> others =
        List.of(
            named(signUp, "Other"),
            signUp(slug(), signUp.key().orElseThrow()),
            by(signUp, owner("+5511999990001", "another password")));

    for (SignUp other : others) {
      assertRefused("idempotency-key-reused", () -> attempt(other, NOW));
    }
    assertThat(used(context.firstShard())).isEqualTo(1);
  }

  @Test
  void shouldTreatTheSameKeyOfSomebodyElseAsAnotherKey() {
    String key = "key-" + slug();
    SignUp ours = signUp(slug(), key);
    SignUp theirs = by(signUp(slug(), key), owner("+5511999990002", "correct horse battery"));

    SignedUp first = attempt(ours, NOW);
    SignedUp second = attempt(theirs, NOW);

    assertThat(second.replayed()).isFalse();
    assertThat(second.tenant().tenantId()).isNotEqualTo(first.tenant().tenantId());
  }

  @Test
  void shouldMakeAFailedStageByTheRepetition() {
    SignUp signUp = signUp(slug());
    context.stages().failNext(signUp.slug().value());

    assertRefused("unavailable", () -> attempt(signUp, NOW));
    assertThat(entry(signUp).text("state")).isEqualTo("PROVISIONING");
    assertRefused("slug-taken", () -> attempt(named(signUp, "Other"), NOW));
    assertRefused(
        "slug-taken", () -> attempt(by(signUp, owner("+5511999990001", "another one")), NOW));

    SignedUp result = attempt(signUp, NOW.plusSeconds(2));

    assertThat(entry(signUp).text("state")).isEqualTo("ACTIVE");
    assertThat(entry(signUp).text("tenant")).isEqualTo(result.tenant().tenantId());
    assertThat(used(context.firstShard())).isEqualTo(1);
  }

  @Test
  void shouldMendACrashBeforeTheStageByTheSameKey() {
    SignUp signUp = signUp(slug(), "key-" + slug());
    context.stages().crashBefore(signUp.slug().value());
    assertThatThrownBy(() -> attempt(signUp, NOW)).isInstanceOf(FakeStages.Crash.class);

    SignedUp result = attempt(signUp, NOW.plusSeconds(1));

    assertThat(result.replayed()).isTrue();
    assertThat(entry(signUp).text("state")).isEqualTo("ACTIVE");
    assertThat(context.stages().named(signUp.slug().value())).isEqualTo(1);
  }

  @Test
  void shouldMendACrashWithoutAKeyWhenNobodyCanBeAtWorkAnyMore() {
    SignUp signUp = signUp(slug());
    context.stages().crashAfter(signUp.slug().value());
    assertThatThrownBy(() -> attempt(signUp, NOW)).isInstanceOf(FakeStages.Crash.class);

    assertRefused("slug-taken", () -> attempt(signUp, NOW.plusSeconds(5)));
    attempt(signUp, A_MINUTE_LATER);

    assertThat(entry(signUp).text("state")).isEqualTo("ACTIVE");
    assertThat(used(context.firstShard())).isEqualTo(1);
  }

  @Test
  void shouldFinishWhatStoppedByTheSweeper() {
    SignUp before = signUp(slug());
    SignUp after = signUp(slug());
    context.stages().crashBefore(before.slug().value());
    context.stages().crashAfter(after.slug().value());
    for (SignUp signUp : List.of(before, after)) {
      assertThatThrownBy(() -> attempt(signUp, NOW)).isInstanceOf(FakeStages.Crash.class);
    }

    provisioning().finishStopped(NOW.plusSeconds(10));
    assertThat(entry(before).text("state")).isEqualTo("PROVISIONING");

    provisioning().finishStopped(A_MINUTE_LATER);

    for (SignUp signUp : List.of(before, after)) {
      assertThat(entry(signUp).text("state")).isEqualTo("ACTIVE");
      assertThat(entry(signUp).has("g1pk")).isFalse();
      assertThat(context.stages().named(signUp.slug().value())).isEqualTo(1);
    }
  }

  @Test
  void shouldLetTheSweeperGoOnAfterAFailureAndReportIt() {
    SignUp failing = signUp(slug());
    SignUp other = signUp(slug());
    for (SignUp signUp : List.of(failing, other)) {
      context.stages().failNext(signUp.slug().value());
      assertRefused("unavailable", () -> attempt(signUp, NOW));
    }
    context.stages().failNext(failing.slug().value());

    assertThatThrownBy(() -> provisioning().finishStopped(A_MINUTE_LATER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 sign-ups");
    assertThat(entry(other).text("state")).isEqualTo("ACTIVE");

    provisioning().finishStopped(A_MINUTE_LATER.plusSeconds(60));
    assertThat(entry(failing).text("state")).isEqualTo("ACTIVE");
  }

  @Test
  void shouldFillShardsEvenlyUntilThereIsNoRoom() {
    restart(Map.of("SHARD_CAPACITY", "2"));
    Set<String> hosts = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      String url = attempt(signUp(slug()), NOW).tenant().baseUrl();
      hosts.add(url.substring(0, url.lastIndexOf('/')));
    }
    SignUp tooMany = signUp(slug());

    assertRefused("unavailable", () -> attempt(tooMany, NOW));

    assertThat(hosts)
        .containsExactlyInAnyOrder("https://one.example.com", "https://two.example.com");
    assertThat(used(context.firstShard())).isEqualTo(2);
    assertThat(used(context.secondShard())).isEqualTo(2);
    assertThat(platform(SlugEntry.key(tooMany.slug()))).isEmpty();
  }

  @Test
  void shouldNeverOverfillAShard() throws InterruptedException {
    restart(Map.of("SHARD_CAPACITY", "3"));
    List<String> slugs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      slugs.add(slug());
    }

    List<Object> outcomes = atOnce(12, i -> () -> attempt(signUp(slugs.get(i)), NOW));

    assertThat(outcomes).filteredOn(SignedUp.class::isInstance).hasSize(6);
    assertThat(outcomes).filteredOn(it -> codeOf(it).equals("unavailable")).hasSize(6);
    assertThat(used(context.firstShard())).isEqualTo(3);
    assertThat(used(context.secondShard())).isEqualTo(3);
  }

  @Test
  void shouldLimitSignUpsOfOneAddressButNotRepetitions() {
    restart(Map.of("LIMITS", "sign-ups-of-address=2,*=100000"));
    String address = "address of " + slug();
    SignUp first = signUp(slug(), "key-" + slug());
    signedUpOrThrow(signUps().signUp(first, address, NOW));
    signedUpOrThrow(signUps().signUp(first, address, NOW));
    signUps().signUp(signUp(slug()), address, NOW);
    SignUp third = signUp(slug());

    assertRefused(
        "too-many-requests", () -> signedUpOrThrow(signUps().signUp(third, address, NOW)));
    assertThat(platform(SlugEntry.key(third.slug()))).isEmpty();
    signedUpOrThrow(signUps().signUp(first, address, NOW));
    signedUpOrThrow(signUps().signUp(third, "other " + address, NOW));
  }

  @Test
  void shouldCountEveryRequestOfAnAddressBeforeAnythingIsHashed() {
    restart(Map.of("LIMITS", "sign-up-requests=3,*=100000"));
    String address = "attempts of " + slug();
    SignUp first = signUp(slug(), "key-" + slug());
    signedUpOrThrow(signUps().signUp(first, address, NOW));
    assertThat(signedUpOrThrow(signUps().signUp(first, address, NOW)).replayed()).isTrue();
    OwnerDraft guess = owner("+5511999990001", "another password");
    assertRefused(
        "idempotency-key-reused",
        () -> signedUpOrThrow(signUps().signUp(by(first, guess), address, NOW)));

    assertRefused(
        "too-many-requests",
        () -> signedUpOrThrow(signUps().signUp(by(first, guess), address, NOW)));
    assertRefused(
        "too-many-requests", () -> signedUpOrThrow(signUps().signUp(first, address, NOW)));
    assertThat(signedUpOrThrow(signUps().signUp(first, "other " + address, NOW)).replayed())
        .isTrue();
  }

  @Test
  void shouldLimitSignUpsOfADay() {
    restart(Map.of("LIMITS", "sign-ups-unproved=0"));

    assertRefused("too-many-requests", () -> attempt(signUp(slug()), NOW));
  }

  @Test
  void shouldKeepMostOfADayForOwnersWhoProveTheirPhones() {
    restart(Map.of("LIMITS", "sign-ups=6,sign-ups-unproved=1,sign-ups-of-phone=2,*=100000"));
    // The counters of a day are the whole table's: other tests make up to three with a proof.
    boolean room = true;
    for (int i = 0; i < 2 && room; i++) {
      room = isSignedUp(signUp(slug()));
    }
    assertThat(room).isFalse();

    OwnerDraft owner = owner(phone(), "correct horse battery");
    for (int business = 0; business < 2; business++) {
      assertThat(isSignedUp(withProof(by(signUp(slug()), owner)))).isTrue();
    }
    assertThat(isSignedUp(withProof(by(signUp(slug()), owner)))).as("by one phone").isFalse();
    int others = 0;
    while (isSignedUp(withProof(by(signUp(slug()), owner(phone(), "correct horse battery"))))) {
      others++;
    }
    assertThat(others).isBetween(1, 4);
  }

  @Test
  void shouldTakeAProofOfTheOwnersPhoneOnce() {
    OwnerDraft owner = owner(phone(), "correct horse battery");
    SignUp proved = withProof(by(signUp(slug(), "key-" + slug()), owner));
    PhoneProof proof = proved.proof().orElseThrow();
    OwnerDraft other = owner(phone(), "correct horse battery");
    String wrong = proof.code().equals("000000") ? "000001" : "000000";

    assertRefused("invalid-code", () -> attempt(proved(by(proved, other), proof), NOW));
    assertRefused(
        "invalid-code",
        () -> attempt(proved(proved, new PhoneProof(proof.challengeId(), wrong)), NOW));
    assertThat(attempt(proved, NOW).replayed()).isFalse();
    assertThat(attempt(proved, NOW).replayed()).isTrue();
    assertRefused("code-expired", () -> attempt(proved(by(signUp(slug()), owner), proof), NOW));
  }

  /** The owner has one code, and what fails is not the owner's fault. */
  @Test
  void shouldLeaveAProofGoodForTheNextAttemptWhenASignUpFails() {
    restart(Map.of("LIMITS", "sign-ups-of-address=1,sign-ups-of-phone=1,*=100000"));
    OwnerDraft owner = owner(phone(), "correct horse battery");
    String address = "address of " + slug();
    SignUp before = signUp(slug());
    assertThat(signUps().signUp(before, address, NOW).whyRefused()).isEmpty();
    SignUp proved = withProof(by(signUp(slug()), owner));

    assertRefused(
        "too-many-requests", () -> signedUpOrThrow(signUps().signUp(proved, address, NOW)));
    assertRefused("slug-taken", () -> attempt(renamed(proved, before.slug().value()), NOW));
    assertThat(isSignedUp(proved)).isTrue();
    assertThat(isSignedUp(withProof(by(signUp(slug()), owner)))).as("by one phone").isFalse();
  }

  @Test
  void shouldTakeAProofOnceHoweverManySignUpsBringIt() throws InterruptedException {
    OwnerDraft owner = owner(phone(), "correct horse battery");
    SignUp proved = withProof(by(signUp(slug()), owner));

    List<Object> outcomes =
        atOnce(4, i -> () -> attempt(i == 0 ? proved : renamed(proved, slug()), NOW));

    assertThat(outcomes).filteredOn(SignedUp.class::isInstance).hasSize(1);
  }

  private static SignUp renamed(SignUp signUp, String slug) {
    return proved(by(signUp(slug), signUp.owner()), signUp.proof().orElseThrow());
  }

  @Test
  @Tag("race")
  void shouldGiveAPhoneOnlySoManyBusinessesThoughManySignUpAtOnce() throws InterruptedException {
    restart(Map.of("LIMITS", "businesses-of-phone=3,*=100000"));
    OwnerDraft owner = owner(phone(), "correct horse battery");

    List<Object> outcomes =
        atOnce(
            12,
            _ -> {
              SignUp signUp = by(signUp(slug()), owner);
              return () -> signUps().signUp(signUp, "address of " + signUp.slug(), NOW);
            });

    List<SignUpRefusal> refused = new ArrayList<>();
    int signedUp = 0;
    for (Object outcome : outcomes) {
      switch ((Result<?, ?>) outcome) {
        case Result.Done<?, ?> _ -> signedUp++;
        case Result.Refused<?, ?>(Object why) -> refused.add((SignUpRefusal) why);
      }
    }
    assertThat(signedUp).isEqualTo(3);
    assertThat(refused).hasSize(9).allMatch(SignUpRefusal.OwnsTooMany.class::isInstance);
    assertRefused("too-many-businesses", () -> attempt(by(signUp(slug()), owner), NOW));
  }

  @Test
  void shouldLetNobodyUseUpTheBusinessesOfAnothersPhone() {
    restart(Map.of("LIMITS", "businesses-of-phone=1,*=100000"));
    OwnerDraft owner = owner(phone(), "correct horse battery");
    assertThat(isSignedUp(by(signUp(slug()), owner))).isTrue();
    assertThat(isSignedUp(by(signUp(slug()), owner))).isFalse();

    assertThat(isSignedUp(withProof(by(signUp(slug()), owner)))).isTrue();
    assertThat(isSignedUp(withProof(by(signUp(slug()), owner)))).isFalse();
  }

  @Test
  void shouldNotTakeTheKeyOfAnotherOwnerForOnesOwn() {
    String slug = slug();
    context.stages().failNext(slug);
    SignUp first = signUp(slug, "the same key");
    assertRefused("unavailable", () -> attempt(first, NOW));
    OwnerDraft other = owner(phone(), "correct horse battery");

    assertRefused("slug-taken", () -> attempt(by(first, other), NOW));
  }

  private boolean isSignedUp(SignUp signUp) {
    return signUps().signUp(signUp, "address of " + signUp.slug(), NOW).whyRefused().isEmpty();
  }

  private SignUp withProof(SignUp signUp) {
    RequestedCode asked =
        context
            .bean(SignUpProofs.class)
            .ask(SignUpProofs.visitor("address of " + signUp.slug()), signUp.owner().phone(), NOW)
            .orElseThrow(wait -> new IllegalStateException(wait.toString()));
    String code =
        context
            .bean(AccountDeliveries.class)
            .prepare(
                SignUpProofs.SIGN_UPS,
                ItemKey.of(SignUpProofs.SIGN_UPS, "CHALLENGE#" + asked.challengeId(), "CHALLENGE"),
                NOW)
            .orElseThrow()
            .secret()
            .orElseThrow();
    return proved(signUp, new PhoneProof(asked.challengeId(), code));
  }

  @Test
  void shouldPutTheBaseUrlOnTheDomainWhereThereIsOne() {
    restart(Map.of("TENANT_URL", "https://book.example.com/{slug}"));
    SignUp signUp = signUp(slug());

    assertThat(attempt(signUp, NOW).tenant().baseUrl())
        .isEqualTo("https://book.example.com/" + signUp.slug());
  }

  private void restart(Map<String, String> variables) {
    context.close();
    context = TenantsContext.with(variables);
  }

  private SignedUp attempt(SignUp signUp, Instant now) {
    return signedUpOrThrow(signUps().signUp(signUp, ADDRESS, now));
  }

  private SignUps signUps() {
    return context.bean(SignUps.class);
  }

  private Provisioning provisioning() {
    return context.bean(Provisioning.class);
  }

  private Item entry(SignUp signUp) {
    return platform(SlugEntry.key(signUp.slug())).getFirst();
  }

  private long used(String shard) {
    return platform(ItemKey.platform("SHARD#" + shard, "SHARD")).stream()
        .mapToLong(item -> item.number("used"))
        .sum();
  }

  private List<Item> platform(ItemKey key) {
    return context.bean(Table.class).platform().get(key).stream().toList();
  }

  private static void assertRefused(String code, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code().code()).isEqualTo(code));
  }

  private static String codeOf(Object outcome) {
    return outcome instanceof Problem problem ? problem.code().code() : "none";
  }

  /** What each attempt returned, or threw. */
  private static List<Object> atOnce(int threads, IntFunction<Callable<Object>> attempts)
      throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Object>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<Object> attempt = attempts.apply(i);
        futures.add(
            executor.submit(
                () -> {
                  start.await();
                  return attempt.call();
                }));
      }
      start.countDown();
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> future : futures) {
        try {
          outcomes.add(future.get());
        } catch (ExecutionException e) {
          outcomes.add(e.getCause() instanceof Problem problem ? problem : e);
        }
      }
      return outcomes;
    }
  }
}
