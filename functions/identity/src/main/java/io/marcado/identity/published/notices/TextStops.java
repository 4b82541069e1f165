package io.marcado.identity.published.notices;

import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.table.Condition;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which phones get no messages about bookings by a channel, since a text from them said so. It
 * holds for every business, whose messages come from one number. Codes and notices about accounts
 * heed none of it.
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
        .getRecent(key(channel, phone))
        .filter(item -> item.flag("stopped"))
        .filter(item -> item.optionalNumber("ttl").orElse(Long.MAX_VALUE) > now.getEpochSecond())
        .map(item -> Instant.ofEpochMilli(item.number("at")));
  }

  /**
   * Stops messages, until {@link #resume}. What a later text has said stays.
   *
   * @param known false for a phone that got nothing lately; then it is forgotten in the end
   * @param at when the text was sent
   */
  public void stop(Channel channel, PhoneNumber phone, boolean known, Instant at) {
    Update update = new Update().set("stopped", true);
    write(
        channel,
        phone,
        known ? update.remove("ttl") : update.set("ttl", ends(at, KEPT_OF_UNKNOWN)),
        at);
  }

  /** Resumes messages; otherwise as {@link #stop}. */
  public void resume(Channel channel, PhoneNumber phone, Instant at) {
    write(channel, phone, new Update().set("stopped", false).set("ttl", ends(at, REMEMBERED)), at);
  }

  private void write(Channel channel, PhoneNumber phone, Update update, Instant at) {
    Write write =
        Write.update(
            key(channel, phone),
            update.set("at", at.toEpochMilli()),
            Condition.absent("at").or(Condition.atMost("at", at.toEpochMilli())));
    if (table.platform().write(write) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static long ends(Instant at, Duration kept) {
    return at.plus(kept).getEpochSecond();
  }

  private static ItemKey key(Channel channel, PhoneNumber phone) {
    byte[] hash = Ids.sha256(List.of("stop", channel.name(), phone.e164()));
    return PartitionKey.platform("STOP#" + HexFormat.of().formatHex(hash, 0, HASH_BYTES))
        .item("STOP");
  }
}
