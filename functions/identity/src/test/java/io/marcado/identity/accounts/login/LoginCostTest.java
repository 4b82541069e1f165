package io.marcado.identity.accounts.login;

import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.limits.AttemptLimits;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What one login costs, and that none is free; nothing of the configuration is at hand. */
class LoginCostTest {
  private static final Password PASSWORD = new Password("correct horse battery");
  private static final Password OTHER = new Password("another password");

  /** Bytes of memory that one Argon2 fills. */
  private static final long ARGON2 = 19L << 20;

  private final IdentityFixture fixture =
      IdentityFixture.withFullHashes(Map.of("LIMITS", "logins-under-name=4,*=100000"));
  private final TenantId tenant = fixture.tenant();
  private final PhoneNumber phone = IdentityFixture.phone();
  private final List<String> requests = new ArrayList<>();
  private boolean writesFail;
  private final Table table =
      new Table(
          metered(fixture.bean(DynamoDbClient.class)),
          DynamoDbLocal.shared().tableName(),
          new ConflictRetry(1, Duration.ofMillis(1), Duration.ofMillis(1)),
          new SecureRandom());
  private final RateLimiter limiter = fixture.bean(RateLimiter.class);
  private final CodeLimits codeLimits = new CodeLimits(limiter, fixture.bean(Limits.class), table);
  private final Challenges challenges = new Challenges(codeLimits, table, fixture.bean(Ids.class));
  private final Logins logins =
      new Logins(
          new PeopleStore(table),
          fixture.bean(PasswordHasher.class),
          new AttemptLimits(limiter, fixture.bean(Limits.class)),
          challenges,
          new ReachedLimits(limiter, fixture.bean(SecurityEvents.class), table),
          fixture.bean(SecurityEvents.class),
          table);

  @BeforeEach
  void warm() {
    fixture
        .bean(PeopleStore.class)
        .write(
            tenant,
            fixture
                .bean(OwnerAccounts.class)
                .prepare(
                    tenant,
                    new OwnerDraft("Dora", phone, "dora@example.com", PASSWORD),
                    fixture.now())
                .writes());
    Challenge _ = done(start(name(phone), PASSWORD));
    requests.clear();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldTakeThreeRequestsAndOneArgon2ForRightWrongAndUnknownAlike() {
    long right = allocated(() -> done(start(name(phone), PASSWORD)));
    assertThat(requests).containsExactly("getItem", "batchGetItem", "transactWriteItems");
    long wrong = allocated(() -> assertRefused(name(phone), OTHER));
    long unknown = allocated(() -> assertRefused(name(IdentityFixture.phone()), OTHER));

    assertThat(requests)
        .containsExactly(
            "getItem",
            "batchGetItem",
            "transactWriteItems",
            "getItem",
            "batchGetItem",
            "transactWriteItems",
            "getItem",
            "batchGetItem",
            "transactWriteItems");
    assertThat(List.of(right, wrong, unknown))
        .allSatisfy(bytes -> assertThat(bytes).isBetween(ARGON2, 2 * ARGON2));
  }

  @Test
  void shouldSpendNoArgon2BeyondTheLimit() {
    for (int i = 0; i < 3; i++) {
      assertRefused(name(phone), OTHER);
    }
    requests.clear();

    long right = allocated(() -> assertRefused(name(phone), PASSWORD));

    assertThat(right).isLessThan(ARGON2);
    // The first one is recorded, and no other of the hour.
    assertThat(requests).containsExactly("getItem", "batchGetItem", "transactWriteItems");
    assertRefused(name(phone), PASSWORD);
    assertThat(requests).hasSize(5);
  }

  @Test
  void shouldTakeAsManyRequestsForACodeToKnownAndToUnknown() {
    CodeRequests codes =
        new CodeRequests(
            new PeopleStore(table),
            challenges,
            codeLimits,
            new ReachedLimits(limiter, fixture.bean(SecurityEvents.class), table));
    for (PhoneNumber number : List.of(phone, IdentityFixture.phone())) {
      requests.clear();
      Challenge _ =
          done(codes.request(fixture.call(tenant).actor(), number, Channel.SMS, fixture.now()));
      assertThat(requests).containsExactly("getItem", "batchGetItem", "transactWriteItems");
    }
  }

  @Test
  void shouldSendAndTellNothingThatCannotBeCounted() {
    int sent = fixture.texts(phone).size();
    writesFail = true;

    for (Password password : List.of(PASSWORD, OTHER)) {
      assertThatThrownBy(() -> start(name(phone), password)).isInstanceOf(SdkClientException.class);
    }

    assertThat(fixture.texts(phone)).hasSize(sent);
  }

  private void assertRefused(LoginName name, Password password) {
    assertThat(start(name, password).whyRefused()).isPresent();
  }

  private Result<Challenge, IdentityRefusal> start(LoginName name, Password password) {
    return logins.start(fixture.call(tenant).actor(), name, password, fixture.now());
  }

  private static LoginName name(PhoneNumber number) {
    return new LoginName.Phone(number);
  }

  private static long allocated(Runnable task) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    task.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private DynamoDbClient metered(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (_, method, arguments) -> {
              requests.add(method.getName());
              if (writesFail && method.getName().toLowerCase(Locale.ROOT).contains("write")) {
                throw SdkClientException.create("no answer");
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
