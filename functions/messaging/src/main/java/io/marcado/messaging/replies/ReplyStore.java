package io.marcado.messaging.replies;

import io.marcado.domain.BookingId;
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
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which texts were dealt with, and which phones were asked whether they mean it. Of a text and a
 * phone it keeps a hash.
 */
@Singleton
final class ReplyStore {
  /** Longer than the function runs, and shorter than its queue hides a message. */
  private static final Duration LEASE = Duration.ofSeconds(35);

  /** Longer than a queue keeps a message. */
  private static final Duration REMEMBERED = Duration.ofDays(15);

  /** How long the question counts. */
  static final Duration CANCELLABLE = Duration.ofHours(2);

  private static final int HASH_BYTES = 12;

  private final Table table;
  private final Ids ids;
  private final InstantSource clock;

  ReplyStore(Table table, Ids ids, InstantSource clock) {
    this.table = table;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whether the caller may deal with a text. */
  sealed interface Claim {
    /** It may, and no one else meanwhile. */
    record Taken() implements Claim {}

    /** Somebody else does. */
    record Held() implements Claim {}

    /** It was dealt with. */
    record Done() implements Claim {}
  }

  /**
   * A phone was asked whether to cancel.
   *
   * @param at when the text was sent that asked for it
   * @param by id of that text, whose repetition is no answer
   */
  record Asked(TenantId tenant, BookingId bookingId, Instant at, String by) {}

  /** Takes a text, unless it was dealt with. A claim that is not {@link #done} ends by itself. */
  Claim claim(IncomingText text) {
    Instant now = clock.instant();
    String holder = ids.next();
    Write claim =
        Write.update(
            key(text),
            new Update()
                .set("holder", holder)
                .set("leaseUntil", now.plus(LEASE).toEpochMilli())
                .set("ttl", now.plus(REMEMBERED).getEpochSecond()),
            Condition.absent("done")
                .and(
                    Condition.absent("leaseUntil")
                        .or(Condition.less("leaseUntil", now.toEpochMilli()))));
    return switch (table.platform().write(claim)) {
      case Outcome.Written _ -> new Claim.Taken();
      case Outcome.Refused refused -> {
        Item present = refused.presentAt(0).orElseThrow(TableUnavailableException::new);
        if (present.has("done")) {
          yield new Claim.Done();
        }
        // The answer to this claim was lost, and the retry met the claim itself.
        yield present.text("holder").equals(holder) ? new Claim.Taken() : new Claim.Held();
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** It was dealt with. */
  void done(IncomingText text) {
    write(
        Write.update(
            key(text),
            new Update()
                .set("done", true)
                .set("ttl", clock.instant().plus(REMEMBERED).getEpochSecond())));
  }

  /** What the phone was last asked, if that still counts for a text. */
  Optional<Asked> asked(IncomingText text) {
    return table
        .platform()
        .get(key(text.from()))
        .map(
            item ->
                new Asked(
                    new TenantId(item.text("tenant")),
                    new BookingId(item.text("bookingId")),
                    Instant.ofEpochMilli(item.number("at")),
                    item.text("by")))
        .filter(asked -> !asked.by().equals(text.id()))
        .filter(asked -> !asked.at().isAfter(text.sent()))
        .filter(asked -> text.sent().isBefore(asked.at().plus(CANCELLABLE)));
  }

  /** Notes that the phone is asked. */
  void ask(PhoneNumber phone, Asked asked) {
    write(
        Write.update(
            key(phone),
            new Update()
                .set("tenant", asked.tenant().value())
                .set("bookingId", asked.bookingId().value())
                .set("at", asked.at().toEpochMilli())
                .set("by", asked.by())
                .set("ttl", asked.at().plus(CANCELLABLE).getEpochSecond())));
  }

  /** The question has its answer. */
  void answered(PhoneNumber phone) {
    write(Write.delete(key(phone)));
  }

  private void write(Write write) {
    if (table.platform().write(write) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static ItemKey key(IncomingText text) {
    return item("TEXT", List.of("text", text.channel().name(), text.id()));
  }

  private static ItemKey key(PhoneNumber phone) {
    return item("CANCELLING", List.of("cancelling", phone.e164()));
  }

  private static ItemKey item(String what, List<String> of) {
    String hash = HexFormat.of().formatHex(Ids.sha256(of), 0, HASH_BYTES);
    return PartitionKey.platform(what + "#" + hash).item(what);
  }
}
