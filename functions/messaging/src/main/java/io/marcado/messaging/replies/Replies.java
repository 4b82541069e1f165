package io.marcado.messaging.replies;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingReplies;
import io.marcado.bookings.published.BookingReplies.Replied;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.bookings.BookingFacts;
import io.marcado.messaging.bookings.MessageLedger;
import io.marcado.messaging.bookings.ReplyWriter;
import io.marcado.messaging.bookings.ReplyWriter.Answer;
import io.marcado.messaging.replies.ReplyStore.Asked;
import io.marcado.messaging.replies.ReplyStore.Standing;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.Questions;
import io.marcado.messaging.sending.Questions.Question;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.senders.whatsapp.OwnNumber;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Understands what clients answer to messages, by whichever channel: what a text means, which
 * booking it is about, what is done, and what is answered. The phone that a text came from is the
 * only proof, which is enough to confirm, to cancel within the window, and to stop messages.
 *
 * <p>Nothing of a text or its phone is logged.
 */
@Singleton
public final class Replies {
  private static final String TALLY = "texts";

  private final ReplyStore store;
  private final Questions questions;
  private final TextStops textStops;
  private final BookingReplies bookings;
  private final BookingFacts facts;
  private final SettingsReader settings;
  private final BusinessStanding businesses;
  private final MessageLedger ledger;
  private final ReplyWriter writer;
  private final RateLimiter limiter;
  private final Limits limits;
  private final Table table;
  private final InstantSource clock;

  Replies(
      ReplyStore store,
      Questions questions,
      TextStops textStops,
      BookingReplies bookings,
      BookingFacts facts,
      SettingsReader settings,
      BusinessStanding businesses,
      MessageLedger ledger,
      ReplyWriter writer,
      RateLimiter limiter,
      Limits limits,
      Table table,
      InstantSource clock) {
    this.store = store;
    this.questions = questions;
    this.textStops = textStops;
    this.bookings = bookings;
    this.facts = facts;
    this.settings = settings;
    this.businesses = businesses;
    this.ledger = ledger;
    this.writer = writer;
    this.limiter = limiter;
    this.limits = limits;
    this.table = table;
    this.clock = clock;
  }

  /** What a text is about: a booking of which its phone was told, and is still its client's. */
  private record About(
      Question question,
      BookingImage booking,
      ClientStanding client,
      OrganizationSettings business) {
    /** The same with the booking as it is by now. */
    About with(Replied came) {
      return new About(question, came.booking(), client, business);
    }

    /** Hides the people. */
    @Override
    public String toString() {
      return "About " + question.bookingId();
    }
  }

  /**
   * Deals with a text once, however often it is delivered.
   *
   * @param sender sends the answer, if there is one; when it throws, the text must come again
   * @throws TextHeldException while another delivery is being dealt with
   */
  public void take(IncomingText text, Consumer<Reply> sender) {
    switch (store.claim(text)) {
      case ReplyStore.Claim.Done _ -> {}
      case ReplyStore.Claim.Held _ -> throw new TextHeldException();
      case ReplyStore.Claim.Taken _ -> {
        Optional<Reply> reply = understand(text);
        reply.ifPresent(sender);
        if (reply.filter(Reply::asks).isPresent()) {
          store.handedOver(text);
        }
        store.done(text);
      }
    }
  }

  private Optional<Reply> understand(IncomingText text) {
    Meaning meaning = Meaning.of(text.text());
    Optional<About> about =
        questions
            .answeredBy(text.from(), text.channel(), text.to(), text.sent())
            .flatMap(question -> about(text, question));
    boolean stops = meaning == Meaning.STOP;
    if (stops || about.isEmpty() && Meaning.isStopOfCarriers(text.text())) {
      boolean known = about.isPresent() || questions.isTold(text.from(), text.to(), text.sent());
      // Who was told by another channel means a booking.
      if (!stops && known) {
        return Optional.empty();
      }
      textStops.stop(text.channel(), text.from(), business(text), known, text.sent());
      about.ifPresent(one -> keep(text, one));
      return about.flatMap(one -> answer(text, one, Answer.STOPPED));
    }
    if (meaning == Meaning.START) {
      textStops.resume(text.channel(), text.from(), business(text), text.sent());
      about.ifPresent(one -> keep(text, one));
      return about.flatMap(one -> answer(text, one, Answer.RESUMED));
    }
    if (about.isEmpty() || !isRead(text)) {
      return Optional.empty();
    }
    keep(text, about.get());
    return answer(text, about.get(), meaning);
  }

  private Optional<About> about(IncomingText text, Question question) {
    return facts
        .booking(question.tenant(), question.bookingId().value())
        .flatMap(
            booking ->
                Optional.ofNullable(booking.clientId())
                    .map(PersonId::value)
                    .flatMap(id -> facts.client(question.tenant(), id))
                    // Who has another phone by now, or was erased, is not who wrote.
                    .filter(client -> client.contact().phone().equals(text.from()))
                    .map(
                        client ->
                            new About(question, booking, client, settings.get(question.tenant()))));
  }

  private void keep(IncomingText text, About about) {
    ledger.received(
        about.question().tenant(),
        about.question().bookingId().value(),
        about.client().contact().id().value(),
        idOf(text, "text"),
        text.channel(),
        text.text(),
        text.sent());
  }

  private Optional<Reply> answer(IncomingText text, About about, Meaning meaning) {
    Optional<Asked> asked = store.asked(text);
    Standing standing =
        asked.map(one -> one.standing(text, about.question())).orElse(Standing.NONE);
    Runnable answered =
        () ->
            asked
                .filter(_ -> standing == Standing.ANSWER || standing == Standing.OVER)
                .ifPresent(one -> store.answered(text, one));
    return switch (meaning) {
      case CONFIRM -> confirm(text, about, answered);
      case HELP -> help(text, about);
      // An answer to what nobody understood would be answered by machines, for ever.
      case OTHER, STOP, START -> Optional.empty();
      case YES, OKAY, CANCEL, NO ->
          switch (standing) {
            case NONE ->
                meaning == Meaning.YES || meaning == Meaning.OKAY
                    ? confirm(text, about, answered)
                    : askToCancel(text, about);
            case UNREAD -> Optional.empty();
            case ANSWER ->
                switch (meaning) {
                  case YES, CANCEL -> cancel(text, about, answered);
                  case NO -> keepBooking(text, about, answered);
                  // It may mean either, once we have asked.
                  default -> Optional.empty();
                };
            // The words that mean one thing only.
            case OVER -> meaning == Meaning.CANCEL ? askToCancel(text, about) : help(text, about);
          };
    };
  }

  // Nobody can confirm or cancel what is over.
  private Optional<Reply> help(IncomingText text, About about) {
    BookingStatus status = about.booking().status();
    return answer(text, about, status.isOpen() ? Answer.HELP : as(status));
  }

  private Optional<Reply> confirm(IncomingText text, About about, Runnable answered) {
    Question question = about.question();
    Optional<Replied> replied =
        bookings.confirm(question.tenant(), question.bookingId(), question.stated(), now());
    answered.run();
    return replied.flatMap(
        came ->
            answer(
                text,
                about.with(came),
                came instanceof Replied.Done ? Answer.CONFIRMED : as(came)));
  }

  private Optional<Reply> askToCancel(IncomingText text, About about) {
    Question question = about.question();
    return bookings
        .mayCancel(question.tenant(), question.bookingId(), question.stated(), now())
        .flatMap(
            came -> {
              boolean open = came instanceof Replied.Done && came.booking().status().isOpen();
              Optional<Reply> reply =
                  answer(text, about.with(came), open ? Answer.CANCEL : afterCancelling(came));
              // Nobody can say yes to what was not asked.
              if (reply.filter(Reply::asks).isPresent()) {
                store.ask(text, question);
              }
              return reply;
            });
  }

  private Optional<Reply> cancel(IncomingText text, About about, Runnable answered) {
    Question question = about.question();
    Optional<Replied> replied =
        bookings.cancel(question.tenant(), question.bookingId(), question.stated(), now());
    answered.run();
    // That it is cancelled, its own message says.
    return replied
        .filter(came -> !(came instanceof Replied.Done))
        .flatMap(came -> answer(text, about.with(came), afterCancelling(came)));
  }

  private Optional<Reply> keepBooking(IncomingText text, About about, Runnable answered) {
    answered.run();
    return answer(text, about, Answer.KEPT);
  }

  private static Answer afterCancelling(Replied came) {
    return came instanceof Replied.Done ? Answer.CANCELLED : as(came);
  }

  private static Answer as(Replied came) {
    if (came instanceof Replied.TooLate) {
      return Answer.TOO_LATE;
    }
    return as(came.booking().status());
  }

  private static Answer as(BookingStatus status) {
    return switch (status) {
      case PENDING -> Answer.WAITS;
      case CONFIRMED -> Answer.CHANGED;
      case CANCELLED -> Answer.CANCELLED;
      case HELD, REJECTED, EXPIRED, COMPLETED, NO_SHOW -> Answer.CLOSED;
    };
  }

  /** The answer, if there is room for one more, and the operator has not stopped the business. */
  private Optional<Reply> answer(IncomingText text, About about, Answer answer) {
    Question question = about.question();
    if (businesses.isStopped(question.tenant()) || !isCounted(text, LimitPolicy.ANSWERS_TO_PHONE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Reply(
            text.from(),
            writer.write(
                answer,
                question.tenant(),
                about.booking(),
                about.business(),
                question.locale(),
                now()),
            about.business().reminders().smsAccents(),
            idOf(text, "answer"),
            answer == Answer.CANCEL,
            text.to()));
  }

  private static Optional<TenantId> business(IncomingText text) {
    return text.to().map(OwnNumber::business);
  }

  private boolean isRead(IncomingText text) {
    return isCounted(text, LimitPolicy.TEXTS_OF_PHONE);
  }

  private boolean isCounted(IncomingText text, LimitPolicy row) {
    return limiter
        .count(
            table.platform(),
            limiter.tallyOfPlatform(TALLY, text.from().e164()).with(row, limits.of(row)))
        .isEmpty();
  }

  private static String idOf(IncomingText text, String what) {
    return Ids.derived(List.of(what, text.channel().name(), text.id()));
  }

  private Instant now() {
    return clock.instant();
  }
}
