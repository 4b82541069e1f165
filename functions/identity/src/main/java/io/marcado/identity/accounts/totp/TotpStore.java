package io.marcado.identity.accounts.totp;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps authenticator apps. */
@Singleton
final class TotpStore {
  /** The most tries to confirm an app. */
  static final int MOST_TRIES = 5;

  /** The most wrong codes of an app in a row. */
  static final int MOST_GUESSES = 100;

  private final Table table;

  TotpStore(Table table) {
    this.table = table;
  }

  Optional<Totp> find(TenantId tenant, PersonId personId) {
    return table.of(tenant).get(Totp.key(tenant, personId)).map(Totp::fromItem);
  }

  /** Keeps an app that waits to be confirmed, in place of another such; refused when one is on. */
  static Write start(TenantId tenant, PersonId personId, Totp totp) {
    return Write.put(Totp.key(tenant, personId), totp.toItem(), Totp.NOT_ON);
  }

  /**
   * Counts a try to confirm, before anything is compared.
   *
   * @return empty when no app waits to be confirmed, and after too many tries
   */
  Optional<Item> countTry(TenantId tenant, PersonId personId, Instant now) {
    Write count =
        Write.update(
            Totp.key(tenant, personId),
            new Update().add("tries", 1),
            Condition.less("tries", MOST_TRIES)
                .and(Condition.greater("expiresAt", now.toEpochMilli())));
    return switch (table.of(tenant).write(count)) {
      // Before a snapshot, every write seems to succeed and there may be nothing behind it.
      case Outcome.Written(Item item) -> Optional.of(item).filter(found -> found.has("sealed"));
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
            new Update().add("guesses", 1),
            Condition.equal("id", totpId)
                .and(Condition.absent("guesses").or(Condition.less("guesses", MOST_GUESSES))));
    return switch (table.of(tenant).write(count)) {
      // Before a snapshot, every write seems to succeed and there may be nothing behind it.
      case Outcome.Written(Item item) when !item.has("guesses") -> OptionalLong.empty();
      case Outcome.Written(Item item) -> OptionalLong.of(item.number("guesses"));
      case Outcome.Refused _ -> OptionalLong.empty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** Makes writes that are never refused. */
  void write(TenantId tenant, List<Write> writes) {
    if (!table.of(tenant).transact(writes).written()) {
      throw new TableUnavailableException();
    }
  }

  /** Turns an app on with its recovery codes; refused for another app, and for one that is on. */
  static Write confirm(
      TenantId tenant, PersonId personId, Totp totp, long step, Set<String> recovery) {
    return Write.update(
        Totp.key(tenant, personId),
        new Update()
            .set("lastStep", step)
            .set("recovery", recovery)
            .remove("expiresAt", "tries", "ttl"),
        Condition.equal("id", totp.id()).and(Condition.present("expiresAt")));
  }

  /** Marks a code as used; refused when it, or the code of a later step, was already used. */
  static Write use(TotpFactor.Use use) {
    return switch (use.code()) {
      case TotpFactor.Code.OfStep(long step) ->
          Write.update(
              use.key(), new Update().set("lastStep", step).remove("guesses"), unused(use));
      case TotpFactor.Code.Recovery(String hash) ->
          Write.update(use.key(), new Update().delete("recovery", Set.of(hash)), unused(use));
    };
  }

  /** Uses a code, and replaces all recovery codes. */
  static Write renew(TotpFactor.Use use, Set<String> recovery) {
    return switch (use.code()) {
      case TotpFactor.Code.OfStep(long step) ->
          Write.update(
              use.key(),
              new Update().set("lastStep", step).set("recovery", recovery).remove("guesses"),
              unused(use));
      case TotpFactor.Code.Recovery _ ->
          Write.update(use.key(), new Update().set("recovery", recovery), unused(use));
    };
  }

  /** Uses a code, and removes the app. */
  static Write remove(TotpFactor.Use use) {
    return Write.delete(use.key(), unused(use));
  }

  private static Condition unused(TotpFactor.Use use) {
    Condition same = Condition.equal("id", use.totpId());
    return switch (use.code()) {
      case TotpFactor.Code.OfStep(long step) -> same.and(Condition.less("lastStep", step));
      case TotpFactor.Code.Recovery(String hash) -> same.and(Condition.contains("recovery", hash));
    };
  }
}
