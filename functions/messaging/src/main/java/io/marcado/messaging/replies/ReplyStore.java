package io.marcado.messaging.replies;

import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.messaging.sending.Questions.Question;
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
  private static final Duration CANCELLABLE = Duration.ofHours(2);

  /**
   * A text from before cannot be an answer: nobody has read the question. Longer than the clocks of
   * providers differ from ours, one of which tells whole seconds.
   */
  private static final Duration UNREAD = Duration.ofSeconds(10);

  /** How long it is known that a question has no answer. */
  private static final Duration OPEN = Duration.ofDays(7);

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

  /** What a text is to the question whether to cancel, which its phone was asked last. */
  enum Standing {
    /** There is no question, or another text has answered it. */
    NONE,
    /** It was sent before anybody could read the question. */
    UNREAD,
    /** It is an answer. */
    ANSWER,
    /** The question has no answer, and counts no more: nobody knows what a bare yes means. */
    OVER
  }

  /**
   * A phone was asked whether to cancel.
   *
   * @param told when its phone was told of the booking, as {@link Question#at} has it
   * @param at when the question was handed over; before that, when it was about to be
   * @param by id of the text that asked for it, whose repetition is no answer
   */
  record Asked(
      TenantId tenant,
      BookingId bookingId,
      Instant told,
      Instant at,
      boolean handedOver,
      String by,
      Optional<String> answeredBy) {

    /**
     * What a text is to it.
     *
     * @param about what the phone was told last
     */
    Standing standing(IncomingText text, Question about) {
      Instant sent = text.sent();
      if (by.equals(text.id())
          || answeredBy.filter(id -> !id.equals(text.id())).isPresent()
          || !sent.isBefore(at.plus(OPEN))) {
        return Standing.NONE;
      }
      if (sent.isBefore(at.plus(UNREAD))) {
        return Standing.UNREAD;
      }
      return handedOver
              && sent.isBefore(at.plus(CANCELLABLE))
              && tenant.equals(about.tenant())
              && bookingId.equals(about.bookingId())
              && told.equals(about.at())
          ? Standing.ANSWER
          : Standing.OVER;
    }
  }

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

  /** What the phone of a text was last asked by the number to which it wrote. */
  Optional<Asked> asked(IncomingText text) {
    return table
        .platform()
        .get(asking(text))
        .map(
            item ->
                new Asked(
                    new TenantId(item.text("tenant")),
                    new BookingId(item.text("bookingId")),
                    Instant.ofEpochMilli(item.number("told")),
                    Instant.ofEpochMilli(item.number("at")),
                    item.flag("handedOver"),
                    item.text("by"),
                    item.optionalText("answeredBy")));
  }

  /** Notes that the phone is about to be asked, because of a text, about what it was told of. */
  void ask(IncomingText text, Question about) {
    write(
        Write.update(
            asking(text),
            at(clock.instant())
                .set("tenant", about.tenant().value())
                .set("bookingId", about.bookingId().value())
                .set("told", about.at().toEpochMilli())
                .set("by", text.id())
                .remove("handedOver", "answeredBy")));
  }

  /** The question is on its way, which was asked because of the text. */
  void handedOver(IncomingText text) {
    write(
        Write.update(
            asking(text),
            at(clock.instant()).set("handedOver", true),
            Condition.equal("by", text.id())));
  }

  private static Update at(Instant now) {
    return new Update().set("at", now.toEpochMilli()).set("ttl", now.plus(OPEN).getEpochSecond());
  }

  /** The question has its answer, unless it was asked anew. */
  void answered(IncomingText text, Asked asked) {
    write(
        Write.update(
            asking(text),
            new Update().set("answeredBy", text.id()),
            Condition.equal("by", asked.by())));
  }

  private void write(Write write) {
    if (table.platform().write(write) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static ItemKey key(IncomingText text) {
    return item("TEXT", List.of("text", text.channel().name(), text.id()));
  }

  private static ItemKey asking(IncomingText text) {
    return item(
        "CANCELLING",
        text.to()
            .map(own -> List.of("cancelling", text.from().e164(), own.business().value()))
            .orElseGet(() -> List.of("cancelling", text.from().e164())));
  }

  private static ItemKey item(String what, List<String> of) {
    String hash = HexFormat.of().formatHex(Ids.sha256(of), 0, HASH_BYTES);
    return PartitionKey.platform(what + "#" + hash).item(what);
  }
}
