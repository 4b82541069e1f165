package io.marcado.messaging.whatsapp;

import io.marcado.domain.Result;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Table;
import io.marcado.secrets.KeptSecret;
import io.marcado.secrets.Secrets;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** By what we know that it is Meta who calls. Who it is not is counted, and refused. */
@Singleton
final class WebhookKeys {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";

  /** How long a secret that was missing may still be taken for missing. */
  private static final Duration MISSING = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(WebhookKeys.class);

  private final Variables variables;
  private final BeanProvider<Secrets> secrets;
  private final InstantSource clock;
  private final RateLimiter limiter;
  private final Limits limits;
  private final Table table;

  /** By the variable that names them, as the next one. */
  private final Map<String, KeptSecret> kept = new HashMap<>();

  private final Map<String, Instant> missingUntil = new HashMap<>();

  WebhookKeys(
      Variables variables,
      BeanProvider<Secrets> secrets,
      InstantSource clock,
      RateLimiter limiter,
      Limits limits,
      Table table) {
    this.variables = variables;
    this.secrets = secrets;
    this.clock = clock;
    this.limiter = limiter;
    this.limits = limits;
    this.table = table;
  }

  /** The number of this deployment, for a call with the token that an operator has told Meta. */
  Result<String, WebhookRefusal> ofToken(String token, String sourceAddress) {
    return number("WHATSAPP_VERIFY_TOKEN_SECRET", WebhookKeys::bytes, bytes(token), sourceAddress);
  }

  /**
   * The number of this deployment, for a body that Meta has signed with the secret of the app.
   *
   * @param signature the header {@code X-Hub-Signature-256}; empty where there is none
   */
  Result<String, WebhookRefusal> ofSignature(byte[] body, String signature, String sourceAddress) {
    return number(
        "WHATSAPP_APP_SECRET",
        secret -> bytes(PREFIX + HexFormat.of().formatHex(mac(secret, body))),
        bytes(signature),
        sourceAddress);
  }

  private Result<String, WebhookRefusal> number(
      String variable, Function<String, byte[]> expected, byte[] given, String sourceAddress) {
    Optional<String> number = variables.find("WHATSAPP_PHONE_NUMBER_ID");
    Optional<String> secret = number.flatMap(_ -> secret(variable));
    if (secret.isEmpty()) {
      return Result.refused(new WebhookRefusal.NoWebhook());
    }
    if (MessageDigest.isEqual(expected.apply(secret.get()), given)) {
      return Result.done(number.orElseThrow());
    }
    return Result.refused(
        limiter
            .count(
                table.platform(),
                limiter.ofPlatform(limits.of(LimitPolicy.WHATSAPP_FORGERIES), sourceAddress))
            .<WebhookRefusal>map(WebhookRefusal.TooOften::new)
            .orElseGet(WebhookRefusal.NotMeta::new));
  }

  // Anybody may ask, so what an operator has not set up is no failure of ours.
  private synchronized Optional<String> secret(String variable) {
    Optional<String> name = variables.find(variable);
    if (name.isEmpty()
        || clock.instant().isBefore(missingUntil.getOrDefault(variable, Instant.MIN))) {
      return Optional.empty();
    }
    KeptSecret secret =
        kept.computeIfAbsent(variable, _ -> new KeptSecret(secrets.get(), name.get(), clock));
    try {
      return Optional.of(secret.get());
    } catch (ResourceNotFoundException _) {
      LOG.warn("The secret that {} names does not exist, so WhatsApp has no webhook", variable);
      missingUntil.put(variable, clock.instant().plus(MISSING));
      return Optional.empty();
    }
  }

  private static byte[] mac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(secret), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is a part of every JDK", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
