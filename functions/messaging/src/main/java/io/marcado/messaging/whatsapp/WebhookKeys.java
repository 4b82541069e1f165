package io.marcado.messaging.whatsapp;

import io.marcado.platform.config.Variables;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
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
import java.util.HexFormat;
import java.util.Optional;
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
  private Optional<KeptSecret> kept = Optional.empty();
  private Instant missingUntil = Instant.MIN;

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

  /**
   * The number that this deployment has.
   *
   * @throws Problem 404 when it has none
   */
  String phoneNumberId() {
    return variables.find("WHATSAPP_PHONE_NUMBER_ID").orElseThrow(WebhookKeys::noWebhook);
  }

  /**
   * Passes who knows the token that an operator has told Meta.
   *
   * @throws Problem 401 for who does not, 429 for who tries often, 404 when there is no such token
   */
  void checkToken(String token, String sourceAddress) {
    check(bytes(secret("WHATSAPP_VERIFY_TOKEN_SECRET")), bytes(token), sourceAddress);
  }

  /**
   * Passes a body that Meta has signed with the secret of the app.
   *
   * @param signature the header {@code X-Hub-Signature-256}; empty where there is none
   * @throws Problem 401 for another signature, 429 for who tries often, 404 when there is no secret
   */
  void checkSignature(byte[] body, String signature, String sourceAddress) {
    String expected = PREFIX + HexFormat.of().formatHex(mac(secret("WHATSAPP_APP_SECRET"), body));
    check(bytes(expected), bytes(signature), sourceAddress);
  }

  private void check(byte[] expected, byte[] given, String sourceAddress) {
    if (MessageDigest.isEqual(expected, given)) {
      return;
    }
    Optional<Duration> wait =
        limiter.count(
            table.platform(),
            limiter.ofPlatform(limits.of(LimitPolicy.WHATSAPP_FORGERIES), sourceAddress));
    throw wait.map(Problem::tooManyRequests)
        .orElseGet(
            () ->
                new Problem(CommonProblem.UNAUTHENTICATED, "Only Meta calls this, and signs it."));
  }

  // Anybody may ask, so what an operator has not set up is no failure of ours.
  private synchronized String secret(String variable) {
    String name = variables.find(variable).orElseThrow(WebhookKeys::noWebhook);
    if (clock.instant().isBefore(missingUntil)) {
      throw noWebhook();
    }
    KeptSecret present = kept.orElseGet(() -> new KeptSecret(secrets.get(), name, clock));
    kept = Optional.of(present);
    try {
      return present.get();
    } catch (ResourceNotFoundException _) {
      LOG.warn("The secret that {} names does not exist, so WhatsApp has no webhook", variable);
      missingUntil = clock.instant().plus(MISSING);
      throw noWebhook();
    }
  }

  private static Problem noWebhook() {
    return Problem.notFound("number of WhatsApp");
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
