package io.marcado.messaging.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.secrets.Secrets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** A webhook that is set up by halves. */
class WebhookKeysTest {
  private static final String ADDRESS = "192.0.2.1";

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final OneSecret secret = new OneSecret();

  @Test
  void shouldBeNoWebhookWhereNoSecretIsNamed() {
    WebhookKeys keys = keys(Map.of());

    assertNoWebhook(() -> keys.checkSignature(new byte[0], "sha256=0", ADDRESS));
    assertNoWebhook(() -> keys.checkToken("guess", ADDRESS));
    assertThat(secret.timesRead).isZero();
  }

  @Test
  void shouldBeNoWebhookUntilTheSecretIsThere() {
    WebhookKeys keys = keys(Map.of("WHATSAPP_VERIFY_TOKEN_SECRET", "token"));
    assertNoWebhook(() -> keys.checkToken("sesame", ADDRESS));
    assertNoWebhook(() -> keys.checkToken("sesame", ADDRESS));
    assertThat(secret.timesRead).as("it is not asked for by every stranger").isEqualTo(1);

    secret.text = Optional.of("sesame");
    clock.advance(Duration.ofMinutes(5));

    assertThatCode(() -> keys.checkToken("sesame", ADDRESS)).doesNotThrowAnyException();
  }

  private static void assertNoWebhook(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(CommonProblem.NOT_FOUND));
  }

  private WebhookKeys keys(Map<String, String> variables) {
    Secrets secrets = new Secrets(secret);
    return new WebhookKeys(
        new Variables(variables),
        () -> secrets,
        clock,
        new RateLimiter(clock),
        new Limits(new Variables(Map.of("LIMITS", "*=1000"))),
        tenant.table());
  }

  private static final class OneSecret implements SecretsManagerClient {
    private Optional<String> text = Optional.empty();
    private int timesRead;

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      timesRead++;
      return GetSecretValueResponse.builder()
          .secretString(
              text.orElseThrow(
                  () -> ResourceNotFoundException.builder().message("no such secret").build()))
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
