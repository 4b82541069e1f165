package io.marcado.identity.accounts.totp;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps authenticator apps. */
@Singleton
final class TotpStore {
  /** How often the code that confirms an app may be guessed. */
  static final int MOST_TRIES = 5;

  /** How many wrong codes of an app may come one after the other. */
  static final int MOST_GUESSES = 100;

  private static final Map<String, String> TTL = Map.of("#ttl", "ttl");

  private final Table table;

  TotpStore(Table table) {
    this.table = table;
  }

  Optional<Totp> find(TenantId tenant, String userId) {
    return table.of(tenant).get(Totp.key(tenant, userId)).map(Totp::fromItem);
  }

  /** Keeps one that is to be confirmed, in place of another such; refused when one is on. */
  static Write start(TenantId tenant, String userId, Totp totp) {
    return Write.put(
        Totp.key(tenant, userId),
        totp.toItem(),
        Expression.of("attribute_not_exists(pk) OR attribute_exists(expiresAt)"));
  }

  /**
   * Counts a try to confirm, before anything is compared.
   *
   * @return empty when there is none to be confirmed, or no longer, or it was tried too often
   */
  Optional<Totp> countTry(TenantId tenant, String userId, Instant now) {
    Write count =
        Write.update(
            Totp.key(tenant, userId),
            Expression.of("ADD tries :one", Map.of(":one", number(1))),
            Expression.of(
                "tries < :most AND expiresAt > :now",
                Map.of(":most", number(MOST_TRIES), ":now", number(now.toEpochMilli()))));
    return switch (table.of(tenant).write(count)) {
      // Before a snapshot, every write seems to succeed and there may be nothing behind it.
      case Outcome.Written(Item item) when !item.has("sealed") -> Optional.empty();
      case Outcome.Written(Item item) -> Optional.of(Totp.fromItem(item));
      case Outcome.Refused _ -> Optional.empty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /**
   * Counts a code of an app that is on, before it is compared; a right one sets the count back.
   *
   * @return how many came since the last right one; empty beyond the most, and for another app
   */
  OptionalLong countGuess(TenantId tenant, ItemKey key, String totpId) {
    Write count =
        Write.update(
            key,
            Expression.of("ADD guesses :one", Map.of(":one", number(1))),
            Expression.of(
                "id = :id AND (attribute_not_exists(guesses) OR guesses < :most)",
                Map.of(":id", AttributeValue.fromS(totpId), ":most", number(MOST_GUESSES))));
    return switch (table.of(tenant).write(count)) {
      // Before a snapshot, every write seems to succeed and there may be nothing behind it.
      case Outcome.Written(Item item) when !item.has("guesses") -> OptionalLong.empty();
      case Outcome.Written(Item item) -> OptionalLong.of(item.number("guesses"));
      case Outcome.Refused _ -> OptionalLong.empty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** Writes what needs no other, and is never refused. */
  void write(TenantId tenant, List<Write> writes) {
    if (!table.of(tenant).transact(writes).written()) {
      throw new TableUnavailableException();
    }
  }

  /** Turns it on with its recovery codes; refused when it is another one or on already. */
  static Write confirm(
      TenantId tenant, String userId, Totp totp, long step, Collection<String> recovery) {
    return Write.update(
        Totp.key(tenant, userId),
        new Expression(
            "SET lastStep = :step, recovery = :recovery REMOVE expiresAt, tries, #ttl",
            TTL,
            Map.of(":step", number(step), ":recovery", set(recovery))),
        Expression.of(
            "id = :id AND attribute_exists(expiresAt)",
            Map.of(":id", AttributeValue.fromS(totp.id()))));
  }

  /** Uses a code; refused when it, or that of a later step, was used. */
  static Write use(TotpFactor.Use use) {
    return switch (use.code()) {
      case TotpFactor.Code.OfStep(long step) ->
          Write.update(
              use.key(),
              Expression.of("SET lastStep = :step REMOVE guesses", Map.of(":step", number(step))),
              unused(use));
      case TotpFactor.Code.Recovery(String hash) ->
          Write.update(
              use.key(),
              Expression.of(
                  "DELETE recovery :used", Map.of(":used", AttributeValue.fromSs(List.of(hash)))),
              unused(use));
    };
  }

  /** Uses a code to get other recovery codes, which replace all that are left. */
  static Write renew(TotpFactor.Use use, Collection<String> recovery) {
    return switch (use.code()) {
      case TotpFactor.Code.OfStep(long step) ->
          Write.update(
              use.key(),
              Expression.of(
                  "SET lastStep = :step, recovery = :recovery REMOVE guesses",
                  Map.of(":step", number(step), ":recovery", set(recovery))),
              unused(use));
      case TotpFactor.Code.Recovery _ ->
          Write.update(
              use.key(),
              Expression.of("SET recovery = :recovery", Map.of(":recovery", set(recovery))),
              unused(use));
    };
  }

  /** Uses a code to take the app away. */
  static Write remove(TotpFactor.Use use) {
    return Write.delete(use.key(), unused(use));
  }

  private static Expression unused(TotpFactor.Use use) {
    AttributeValue id = AttributeValue.fromS(use.totpId());
    return switch (use.code()) {
      case TotpFactor.Code.OfStep(long step) ->
          Expression.of("id = :id AND lastStep < :step", Map.of(":id", id, ":step", number(step)));
      case TotpFactor.Code.Recovery(String hash) ->
          Expression.of(
              "id = :id AND contains(recovery, :code)",
              Map.of(":id", id, ":code", AttributeValue.fromS(hash)));
    };
  }

  private static AttributeValue set(Collection<String> texts) {
    return AttributeValue.fromSs(new TreeSet<>(texts).stream().toList());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
