package io.marcado.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Ids;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.keys.GeneratedSecrets;
import io.marcado.operations.guard.OperatorTrailStore.Entry;
import io.marcado.platform.auth.OperatorGuard.Admission;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import io.marcado.secrets.Secrets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class KeyGuardTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Variables VARIABLES =
      new Variables(Map.of("OPERATOR_KEYS_SECRET", "keys", "LIMITS", "operator-refusals=2"));

  private final String key = GeneratedSecrets.freshOperatorKey();
  private final Table table =
      new Table(
          DynamoDbLocal.shared().client(),
          DynamoDbLocal.shared().tableName(),
          ConflictRetry.STANDARD,
          RANDOM);
  private final OperatorTrailStore trail = new OperatorTrailStore(table, new Ids(RANDOM));
  private final FakeSecrets secrets = new FakeSecrets("{\"ana\":[\"" + sha256(key) + "\"]}");
  private final KeyGuard guard =
      new KeyGuard(
          new SecretOperatorKeys(new Secrets(secrets), VARIABLES),
          trail,
          table,
          new RateLimiter(() -> NOW),
          new Limits(VARIABLES));

  @Test
  void shouldLimitWrongKeysOfAnAddressAndStillLetInOperatorsWhoShareIt() {
    String address = "203.0.113.7";

    assertThat(admit(GeneratedSecrets.freshOperatorKey(), address))
        .isInstanceOf(Admission.Refused.class);
    assertThat(admit("a token of a business", address)).isInstanceOf(Admission.Refused.class);
    assertThat(admit(GeneratedSecrets.freshOperatorKey(), address))
        .isInstanceOf(Admission.TooMany.class);

    assertThat(admit(key, address)).isEqualTo(new Admission.Operator("ana"));
    assertThat(admit(GeneratedSecrets.freshOperatorKey(), "203.0.113.8"))
        .isInstanceOf(Admission.Refused.class);
    assertThat(trail.newest(new PageRequest(100, Optional.empty())).items())
        .filteredOn(entry -> entry.address().equals(address))
        .as("what is beyond the limit is not on the trail")
        .hasSize(2)
        .allSatisfy(
            entry ->
                assertThat(entry)
                    .isEqualTo(new Entry(Optional.empty(), "Refused", address, NOW, Map.of())));
  }

  @Test
  void shouldKeepFewWrongKeysOnTheTrailFromHoweverManyAddresses() {
    Variables few =
        new Variables(
            Map.of("OPERATOR_KEYS_SECRET", "keys", "LIMITS", "operator-refusals-on-trail=3"));
    // After what other tests put on the trail.
    Instant hour = NOW.plus(Duration.ofDays(100));
    KeyGuard flooded =
        new KeyGuard(
            new SecretOperatorKeys(new Secrets(secrets), few),
            trail,
            table,
            new RateLimiter(() -> hour),
            new Limits(few));

    for (int address = 0; address < 8; address++) {
      assertThat(flooded.admit(bearer("wrong"), "198.51.100." + address, hour))
          .isEqualTo(new Admission.Refused());
    }
    flooded.record("ana", "PurgeQueue", Map.of(), "198.51.100.1", hour);

    assertThat(trail.newestSince(hour, "Refused")).hasSize(3);
    assertThat(trail.newestSince(hour, "PurgeQueue")).hasSize(1);
  }

  @Test
  void shouldNotCountWhoSendsNoKey() {
    String address = "203.0.113.9";
    for (int request = 0; request < 5; request++) {
      assertThat(guard.admit(Optional.empty(), address, NOW)).isEqualTo(new Admission.Refused());
    }
    assertThat(admit("wrong", address)).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void shouldKnowANewKeyAndNoLongerARemovedOneWithinAMinute() {
    String address = "203.0.113.10";
    String next = GeneratedSecrets.freshOperatorKey();
    assertThat(admit(key, address)).isEqualTo(new Admission.Operator("ana"));

    secrets.text = "{\"ana\":[\"" + sha256(next) + "\"]}";

    assertThat(guard.admit(bearer(next), address, NOW.plusSeconds(60)))
        .isEqualTo(new Admission.Operator("ana"));
    assertThat(guard.admit(bearer(key), address, NOW.plusSeconds(60)))
        .isEqualTo(new Admission.Refused());
    assertThat(secrets.reads).as("reads").isEqualTo(2);
  }

  private Admission admit(String text, String address) {
    return guard.admit(bearer(text), address, NOW);
  }

  private static Optional<String> bearer(String text) {
    return Optional.of("Bearer " + text);
  }

  private static String sha256(String text) {
    return GeneratedSecrets.sha256(text);
  }

  /** One secret. */
  private static final class FakeSecrets implements SecretsManagerClient {
    private String text;
    private int reads;

    FakeSecrets(String text) {
      this.text = text;
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      assertThat(request.secretId()).isEqualTo("keys");
      reads++;
      return GetSecretValueResponse.builder().secretString(text).build();
    }

    @Override
    public String serviceName() {
      return "secretsmanager";
    }

    @Override
    public void close() {}
  }
}
