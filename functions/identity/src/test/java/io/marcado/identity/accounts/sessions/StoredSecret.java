package io.marcado.identity.accounts.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.platform.config.Variables;
import io.marcado.secrets.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The signing secret as Secrets Manager keeps it, with its values so far, and a clock beside it.
 */
final class StoredSecret implements SecretsManagerClient {
  private final List<String> values = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private boolean fails;
  private int timesRead;

  /** A signer of its own, as each instance of a function has one. */
  SecretSigningKey signingKey(String verificationKeys) {
    return new SecretSigningKey(
        new Secrets(this),
        new Variables(
            Map.of(
                "TOKEN_SIGNING_SECRET",
                "signing-key",
                "TOKEN_VERIFICATION_KEYS",
                verificationKeys)),
        this::now);
  }

  void put(String value) {
    values.add(value);
  }

  void fail(boolean from) {
    fails = from;
  }

  Instant now() {
    return now;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  int timesRead() {
    return timesRead;
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    assertThat(request.secretId()).isEqualTo("signing-key");
    timesRead++;
    if (fails) {
      throw SdkClientException.create("no answer");
    }
    int place = values.size() - ("AWSPREVIOUS".equals(request.versionStage()) ? 2 : 1);
    if (place < 0) {
      throw ResourceNotFoundException.builder().message("no such version").build();
    }
    return GetSecretValueResponse.builder().secretString(values.get(place)).build();
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
