package io.marcado.bookings.store;

import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much one holder holds at once: one item with so many places as there may be, each taken until
 * its hold ends. So a place becomes free by itself, and one that nobody freed is free then. A place
 * is guessed without a read, as in {@link ClientPlaces}.
 */
@Singleton
public final class OpenHolds {
  private static final String HOLD = "h";
  private static final String UNTIL = "u";

  /** Each place may be lost to another request once. */
  private static final int MOST_TRIES = 4;

  private final Table table;

  OpenHolds(Table table) {
    this.table = table;
  }

  /** Whose holds count together. */
  public record Holder(ItemKey key) {

    /** Somebody who is signed in. */
    public static Holder of(TenantId tenant, PersonId person) {
      return new Holder(ItemKey.of(tenant, "CLIENT#" + person, "HOLDS"));
    }

    /** Everybody without a login behind an address; of that only a hash is kept. */
    public static Holder ofAddress(TenantId tenant, String address) {
      return new Holder(
          ItemKey.of(
              tenant,
              "HOLDER#" + Ids.derived(List.of("holder", tenant.value(), address)),
              "HOLDS"));
    }
  }

  /**
   * Takes a place for a hold, or keeps the one that it has for longer.
   *
   * @param most places of the holder
   * @return how long until a place becomes free; empty when the hold has one
   */
  public Optional<Duration> take(
      TenantId tenant, Holder holder, BookingId holdId, Instant until, int most, Instant now) {
    int place = Math.floorMod(holdId.value().hashCode(), most);
    for (int tries = 1; ; tries++) {
      Outcome outcome = table.of(tenant).write(taking(holder, holdId, until, place, now));
      switch (outcome) {
        case Outcome.Written _ -> {
          return Optional.empty();
        }
        case Outcome.Contended _ -> throw new TableUnavailableException();
        case Outcome.Refused refused -> {
          Item item = refused.presentAt(0).orElseThrow();
          Optional<Integer> better = place(item, holdId, most, now);
          if (better.isEmpty()) {
            return Optional.of(wait(item, most, now));
          }
          if (tries == MOST_TRIES) {
            throw new TableUnavailableException();
          }
          place = better.get();
        }
      }
    }
  }

  /** Frees the place of a hold, if it has one. */
  public void free(TenantId tenant, Holder holder, BookingId holdId, int most) {
    int guess = Math.floorMod(holdId.value().hashCode(), most);
    if (table.of(tenant).write(freeing(holder, holdId, guess)) instanceof Outcome.Refused refused) {
      // It becomes free by itself, so one more try is enough.
      refused
          .presentAt(0)
          .flatMap(item -> held(item, holdId, most))
          .ifPresent(
              place -> {
                Outcome _ = table.of(tenant).write(freeing(holder, holdId, place));
              });
    }
  }

  private static Write taking(
      Holder holder, BookingId holdId, Instant until, int place, Instant now) {
    return Write.update(
        holder.key(),
        new Update()
            .set(HOLD + place, holdId.value())
            .set(UNTIL + place, until.getEpochSecond())
            .set("ttl", until.plus(Duration.ofDays(1)).getEpochSecond()),
        Condition.absent(UNTIL + place)
            .or(Condition.atMost(UNTIL + place, now.getEpochSecond()))
            .or(Condition.equal(HOLD + place, holdId.value())));
  }

  private static Write freeing(Holder holder, BookingId holdId, int place) {
    return Write.update(
        holder.key(),
        new Update().remove(HOLD + place, UNTIL + place),
        Condition.equal(HOLD + place, holdId.value()));
  }

  private static Optional<Integer> place(Item item, BookingId holdId, int most, Instant now) {
    return held(item, holdId, most)
        .or(
            () ->
                IntStream.range(0, most)
                    .filter(
                        at -> item.optionalNumber(UNTIL + at).orElse(0L) <= now.getEpochSecond())
                    .boxed()
                    .findFirst());
  }

  private static Optional<Integer> held(Item item, BookingId holdId, int most) {
    return IntStream.range(0, most)
        .filter(at -> item.optionalText(HOLD + at).filter(holdId.value()::equals).isPresent())
        .boxed()
        .findFirst();
  }

  private static Duration wait(Item item, int most, Instant now) {
    long first =
        IntStream.range(0, most)
            .mapToLong(at -> item.optionalNumber(UNTIL + at).orElse(0L))
            .min()
            .orElseThrow();
    return Duration.between(now, Instant.ofEpochSecond(first));
  }
}
