package io.marcado.identity.published.notices;

import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which phones get no messages about bookings by a channel, since a text from them said so. What
 * the platform's number was told holds for every business, whose messages come from that one
 * number; what a business's own number was told holds for that business. Codes and notices about
 * accounts heed none of it.
 */
@Singleton
public final class TextStops {
  /** Longer than a text waits in a queue, so that one that comes late changes nothing. */
  private static final Duration REMEMBERED = Duration.ofDays(15);

  /** Of a phone that nobody has written to lately: a sender's number costs nothing to make up. */
  private static final Duration KEPT_OF_UNKNOWN = Duration.ofDays(400);

  private static final int HASH_BYTES = 12;

  private final Table table;

  public TextStops(Table table) {
    this.table = table;
  }

  /**
   * Since when a phone gets none; empty for one that gets them. By one GetItem, perhaps as it was a
   * moment ago.
   *
   * @param now the table keeps what is over for some days more
   */
  public Optional<Instant> since(Channel channel, PhoneNumber phone, Instant now) {
    return table
        .platform()
        .getRecent(key(channel, phone, Optional.empty()))
        .filter(item -> lasts(item, now))
        .filter(item -> item.flag("stopped"))
        .map(TextStops::said);
  }

  /**
   * The same for messages from a business's own number. A stop that the platform's number was told
   * holds there too, unless the phone has said something else to the business's since.
   */
  public Optional<Instant> since(
      Channel channel, PhoneNumber phone, TenantId business, Instant now) {
    return table
        .platform()
        .getRecent(
            List.of(
                key(channel, phone, Optional.empty()), key(channel, phone, Optional.of(business))))
        .values()
        .stream()
        .filter(item -> lasts(item, now))
        .max(Comparator.comparing(TextStops::said))
        .filter(item -> item.flag("stopped"))
        .map(TextStops::said);
  }

  private static boolean lasts(Item item, Instant now) {
    return item.optionalNumber("ttl").orElse(Long.MAX_VALUE) > now.getEpochSecond();
  }

  private static Instant said(Item item) {
    return Instant.ofEpochMilli(item.number("at"));
  }

  /**
   * Stops messages, until {@link #resume}. What a later text has said stays.
   *
   * @param number the business whose own number got the text; empty for the platform's
   * @param known false for a phone that got nothing lately; then it is forgotten in the end
   * @param at when the text was sent
   */
  public void stop(
      Channel channel, PhoneNumber phone, Optional<TenantId> number, boolean known, Instant at) {
    ItemKey key = key(channel, phone, number);
    if (known) {
      write(key, stopped().remove("ttl"), at, Condition.absent("at").or(isLater(at)));
      return;
    }
    // A stop that lasts goes on lasting.
    Condition lasts = Condition.present("at").and(Condition.absent("ttl"));
    if (!write(key, stopped(), at, lasts.and(isLater(at)))) {
      write(
          key,
          stopped().set("ttl", ends(at, KEPT_OF_UNKNOWN)),
          at,
          Condition.absent("at").or(Condition.present("ttl").and(isLater(at))));
    }
  }

  /** The same of a text to the platform's number. */
  public void stop(Channel channel, PhoneNumber phone, boolean known, Instant at) {
    stop(channel, phone, Optional.empty(), known, at);
  }

  private static Update stopped() {
    return new Update().set("stopped", true);
  }

  /** Resumes messages; otherwise as {@link #stop}. */
  public void resume(Channel channel, PhoneNumber phone, Optional<TenantId> number, Instant at) {
    write(
        key(channel, phone, number),
        // The platform's number may have been told to stop, for longer.
        new Update()
            .set("stopped", false)
            .set("ttl", ends(at, number.isEmpty() ? REMEMBERED : KEPT_OF_UNKNOWN)),
        at,
        Condition.absent("at").or(isLater(at)));
  }

  /** The same of a text to the platform's number. */
  public void resume(Channel channel, PhoneNumber phone, Instant at) {
    resume(channel, phone, Optional.empty(), at);
  }

  /** False when the condition does not hold. */
  private boolean write(ItemKey key, Update update, Instant at, Condition condition) {
    Write write = Write.update(key, update.set("at", at.toEpochMilli()), condition);
    return switch (table.platform().write(write)) {
      case Outcome.Written _ -> true;
      case Outcome.Refused _ -> false;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** The present one was said before, or at once. */
  private static Condition isLater(Instant at) {
    return Condition.atMost("at", at.toEpochMilli());
  }

  private static long ends(Instant at, Duration kept) {
    return at.plus(kept).getEpochSecond();
  }

  private static ItemKey key(Channel channel, PhoneNumber phone, Optional<TenantId> number) {
    List<String> parts = new ArrayList<>(List.of("stop", channel.name(), phone.e164()));
    number.ifPresent(business -> parts.add(business.value()));
    byte[] hash = Ids.sha256(parts);
    return PartitionKey.platform("STOP#" + HexFormat.of().formatHex(hash, 0, HASH_BYTES))
        .item("STOP");
  }
}
