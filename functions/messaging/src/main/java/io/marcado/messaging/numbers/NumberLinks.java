package io.marcado.messaging.numbers;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Table;
import io.marcado.secrets.SecretWriter;
import io.marcado.senders.whatsapp.NumberToken;
import io.marcado.senders.whatsapp.WhatsAppNumbers;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Checked;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Given;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Part;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links and unlinks the number of a business. */
@Singleton
final class NumberLinks {
  private static final Logger LOG = LoggerFactory.getLogger(NumberLinks.class);

  private final NumberStore store;
  private final BeanProvider<WhatsAppNumbers> meta;
  private final BeanProvider<SecretWriter> secrets;
  private final Variables variables;
  private final Table table;
  private final RateLimiter limiter;
  private final Limits limits;

  // A deployment without WhatsApp never asks for those two, so they are not made there.
  NumberLinks(
      NumberStore store,
      BeanProvider<WhatsAppNumbers> meta,
      BeanProvider<SecretWriter> secrets,
      Variables variables,
      Table table,
      RateLimiter limiter,
      Limits limits) {
    this.store = store;
    this.meta = meta;
    this.secrets = secrets;
    this.variables = variables;
    this.table = table;
    this.limiter = limiter;
    this.limits = limits;
  }

  /**
   * Links a number that Meta knows by this token. A repetition does no harm, and finishes what
   * stopped half-way. The same number with another token goes on working.
   */
  Result<LinkedNumber, NumberRefusal> link(Actor actor, Given given, Instant now) {
    Optional<String> ofPlatform = variables.find("WHATSAPP_PHONE_NUMBER_ID");
    if (ofPlatform.isEmpty()) {
      return Result.refused(new NumberRefusal.NoWhatsApp());
    }
    if (ofPlatform.get().equals(given.phoneNumberId())) {
      return Result.refused(new NumberRefusal.OfPlatform());
    }
    TenantId business = actor.tenant();
    Optional<Duration> tooOften =
        limiter.count(
            table.of(business), limiter.ofTenant(business, limits.of(LimitPolicy.WHATSAPP_LINKS)));
    if (tooOften.isPresent()) {
      return Result.refused(new NumberRefusal.TooOften(tooOften.get()));
    }
    return checked(given)
        .then(known -> OptimisticRetry.untilWritten(() -> linked(actor, given, known, now)));
  }

  /** Empty when others changed the link meanwhile: then the token may be none of the link. */
  private Optional<Result<LinkedNumber, NumberRefusal>> linked(
      Actor actor, Given given, Checked.Known known, Instant now) {
    TenantId business = actor.tenant();
    Optional<Result<LinkedNumber, NumberRefusal>> claimed = claimed(actor, given, known, now);
    if (claimed.isEmpty() || claimed.get().whyRefused().isPresent()) {
      return claimed;
    }
    NumberToken token = new NumberToken(given.phoneNumberId(), given.accessToken());
    if (!secrets.get().write(secretId(business), Json.write(token))) {
      return Optional.of(Result.refused(new NumberRefusal.TokenNotKept()));
    }
    return claimed.filter(
        _ ->
            store
                .get(business)
                .filter(present -> present.phoneNumberId().equals(given.phoneNumberId()))
                .isPresent());
  }

  /** Empty when others changed the link meanwhile. */
  private Optional<Result<LinkedNumber, NumberRefusal>> claimed(
      Actor actor, Given given, Checked.Known known, Instant now) {
    Optional<LinkedNumber> before = store.get(actor.tenant());
    Optional<LinkedNumber> same =
        before.filter(old -> old.phoneNumberId().equals(given.phoneNumberId()));
    LinkedNumber after =
        new LinkedNumber(
            given.phoneNumberId(),
            given.businessAccountId(),
            known.digits(),
            known.verifiedName(),
            same.map(LinkedNumber::linkedAt).orElse(now),
            same.flatMap(LinkedNumber::workingSince),
            Optional.empty());
    return switch (store.link(actor, before, after, now)) {
      case DONE -> Optional.of(Result.done(after));
      case TAKEN -> Optional.of(Result.refused(new NumberRefusal.Taken()));
      case CHANGED -> Optional.empty();
    };
  }

  private Result<Checked.Known, NumberRefusal> checked(Given given) {
    try {
      return switch (meta.get().check(given)) {
        case Checked.Known known -> Result.done(known);
        case Checked.Refused refused ->
            Result.refused(
                new NumberRefusal.Faulty(
                    refused.parts().stream().sorted().map(NumberLinks::fault).toList()));
      };
    } catch (WhatsAppUnavailableException e) {
      LOG.warn("Meta gave no answer about a number: {}", Failures.summary(e));
      return Result.refused(new NumberRefusal.NoAnswer());
    }
  }

  private static Fault fault(Part part) {
    return switch (part) {
      case TOKEN ->
          new Fault(
              "/accessToken",
              FaultCode.NOT_ALLOWED,
              "is not a token that Meta takes, or has ended");
      case NUMBER ->
          new Fault(
              "/phoneNumberId",
              FaultCode.UNKNOWN_REFERENCE,
              "is no number that Meta shows to this token");
      case ACCOUNT ->
          new Fault(
              "/businessAccountId",
              FaultCode.UNKNOWN_REFERENCE,
              "is no account that Meta shows to this token");
    };
  }

  /**
   * Unlinks the number, if there is one. The token goes first: should this process end between, the
   * same request again finds the link, and ends what it began.
   */
  void unlink(Actor actor, Instant now) {
    OptimisticRetry.untilTrue(() -> unlinked(actor, now));
  }

  /** False when others changed the link meanwhile, perhaps to one with another token. */
  private boolean unlinked(Actor actor, Instant now) {
    if (variables.find("WHATSAPP_PHONE_NUMBER_ID").isPresent()) {
      secrets.get().delete(secretId(actor.tenant()));
    }
    return store.get(actor.tenant()).map(before -> store.unlink(actor, before, now)).orElse(true);
  }

  private String secretId(TenantId business) {
    return NumberToken.secretId(
        variables.read(reader -> reader.text("WHATSAPP_NUMBER_SECRETS")), business);
  }
}
