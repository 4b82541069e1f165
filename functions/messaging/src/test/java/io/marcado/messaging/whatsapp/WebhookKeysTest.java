package io.marcado.messaging.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Result;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
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
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  /** Made apart from this code. */
  private static final String SIGNED =
      "sha256=07b18b5a35774d94cf388b4f8b73d04558063b30b99a18655357bcd6735178c6";

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final OneSecret secret = new OneSecret();

  @Test
  void shouldBeNoWebhookWhereNoSecretIsNamed() {
    WebhookKeys keys = keys(Map.of());

    assertNoWebhook(keys.ofSignature(new byte[0], "sha256=0", ADDRESS));
    assertNoWebhook(keys.ofToken("guess", ADDRESS));
    assertThat(secret.timesRead).isZero();
  }

  @Test
  void shouldBeNoWebhookUntilTheSecretIsThere() {
    WebhookKeys keys = keys(Map.of("WHATSAPP_VERIFY_TOKEN_SECRET", "token"));
    assertNoWebhook(keys.ofToken("sesame", ADDRESS));
    assertNoWebhook(keys.ofToken("sesame", ADDRESS));
    assertThat(secret.timesRead).as("it is not asked for by every stranger").isEqualTo(1);

    secret.text = Optional.of("sesame");
    clock.advance(Duration.ofMinutes(5));

    assertThat(keys.ofToken("sesame", ADDRESS).whyRefused()).isEmpty();
    assertThat(keys.ofToken("guess", ADDRESS).whyRefused()).contains(new WebhookRefusal.NotMeta());
  }

  /** The token that an operator chose signs nothing, and the secret of the app is no token. */
  @Test
  void shouldTakeEachSecretForItsOwnPurposeAlone() {
    WebhookKeys keys =
        keys(
            Map.of(
                "WHATSAPP_VERIFY_TOKEN_SECRET", "token",
                "WHATSAPP_APP_SECRET", "app"));
    secret.text = Optional.of("sesame");
    assertThat(keys.ofToken("sesame", ADDRESS).whyRefused()).isEmpty();
    secret.text = Optional.of("of the app");

    assertThat(keys.ofSignature(BODY, SIGNED, ADDRESS).whyRefused()).isEmpty();
    assertThat(keys.ofToken("of the app", ADDRESS).whyRefused())
        .contains(new WebhookRefusal.NotMeta());
  }

  private static void assertNoWebhook(Result<String, WebhookRefusal> called) {
    assertThat(called.whyRefused()).contains(new WebhookRefusal.NoWebhook());
  }

  private WebhookKeys keys(Map<String, String> variables) {
    Secrets secrets = new Secrets(secret);
    Map<String, String> all = new HashMap<>(variables);
    all.put("WHATSAPP_PHONE_NUMBER_ID", "106540352242922");
    return new WebhookKeys(
        new Variables(all),
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
