package io.marcado.bookings;

import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.BookingRequest;
import io.marcado.bookings.scheduling.HeldRequest;
import io.marcado.bookings.scheduling.Mentioned;
import io.marcado.bookings.scheduling.SessionRequest;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.bookings.scheduling.Whom;
import io.marcado.domain.BookingId;
import io.marcado.domain.FaultCode;
import io.marcado.domain.ManageToken;
import io.marcado.domain.PersonId;
import io.marcado.identity.published.PhoneProof;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Request bodies for a new booking or hold, with their Idempotency-Key. */
final class BookingBody {
  private static final int LONGEST_TOKEN = 100;

  private BookingBody() {}

  /**
   * A request.
   *
   * @param mentioned what could be read of it, whatever is wrong with the rest
   */
  record Read<A extends Asked>(A asked, Supplier<Mentioned> mentioned) {}

  /** What a request books. */
  sealed interface Asked {
    /** A time. */
    record ForTime(BookingRequest request) implements AskedHold {}

    /** Seats of a session. */
    record ForSession(SessionRequest request) implements AskedHold {}

    /** A held time, or held seats. */
    record ForHold(HeldRequest request) implements Asked {}
  }

  /** What a request books that may be held, too. */
  sealed interface AskedHold extends Asked permits Asked.ForTime, Asked.ForSession {}

  /** The body of {@code POST /bookings}. */
  static Read<Asked> read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    Asked asked =
        request.body(
            body -> {
              Optional<PersonId> clientId = body.nullable("clientId", Readers.id(PersonId::new));
              Optional<Whom.Named> client = body.optional("client", BookingFields.clientOrWalkIn());
              Optional<Attendee> attendee = body.nullable("attendee", BookingFields.attendee());
              Optional<String> notes = body.nullable("notes", BookingFields.note());
              Map<String, Object> customFields = BookingFields.customFields(body);
              Set<SchedulingRule> ignored = BookingFields.ignoredRules(body);
              return asked(
                  body,
                  false,
                  slot ->
                      new BookingRequest(
                          slot, clientId, client, attendee, notes, customFields, ignored, key));
            });
    return new Read<>(asked, request.readable(BookingFields::mentioned));
  }

  /** The body of {@code POST /public/bookings}. */
  static Read<Asked> readPublic(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    Asked asked =
        request.body(
            body -> {
              // It is null together with a fault of its own.
              Optional<Whom.Named> client =
                  Optional.ofNullable(body.required("client", BookingFields.client()));
              Optional<Attendee> attendee = body.nullable("attendee", BookingFields.attendee());
              Optional<String> notes = body.nullable("notes", BookingFields.note());
              Optional<PhoneProof> proof = body.optional("phoneProof", PhoneProof.reader());
              return asked(
                  body,
                  true,
                  slot ->
                      new BookingRequest(
                          slot,
                          Optional.empty(),
                          client,
                          attendee,
                          notes,
                          Map.of(),
                          Set.of(),
                          key,
                          proof));
            });
    return new Read<>(asked, request.readable(BookingFields::mentionedPublicly));
  }

  /** The body of {@code POST /holds}. */
  static Read<AskedHold> readHold(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    AskedHold asked =
        request.body(
            body -> {
              Set<SchedulingRule> ignored = BookingFields.ignoredRules(body);
              Function<SlotRequest, BookingRequest> details =
                  slot ->
                      new BookingRequest(
                          slot,
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Map.of(),
                          ignored,
                          key);
              Optional<ClassPlace> place = BookingFields.heldPlace(body);
              if (place.isEmpty()) {
                return new Asked.ForTime(details.apply(BookingFields.slotUnlessSession(body)));
              }
              BookingFields.slotBeside(body, "sessionId");
              return new Asked.ForSession(new SessionRequest(place.get(), details));
            });
    return new Read<>(asked, request.readable(BookingFields::mentionedByHold));
  }

  private static Asked asked(
      Fields body, boolean needsToken, Function<SlotRequest, BookingRequest> details) {
    Optional<BookingId> holdId = body.optional("holdId", Readers.id(BookingId::new));
    Optional<String> token = body.optional("holdToken", Readers.text(1, LONGEST_TOKEN));
    Optional<Boolean> ifStillFree = body.optional("ifStillFree", Readers.bool());
    if (!body.hasValue("holdId")) {
      Optional<ClassPlace> place = BookingFields.place(body);
      if (token.isPresent() || ifStillFree.isPresent()) {
        body.fault("/holdId", FaultCode.REQUIRED, "is required beside holdToken and ifStillFree");
      }
      if (place.isPresent()) {
        BookingFields.slotBeside(body, "sessionId");
        return new Asked.ForSession(new SessionRequest(place.get(), details));
      }
      return new Asked.ForTime(details.apply(BookingFields.slotUnlessHeld(body)));
    }
    BookingFields.slotBeside(body, "holdId");
    List<Attendee> attendees = BookingFields.attendeesOfHold(body);
    if (needsToken && !body.hasValue("holdToken")) {
      body.fault("/holdToken", FaultCode.REQUIRED, "is required beside holdId");
    }
    if (token.isPresent() && ManageToken.of(token.get()).isEmpty()) {
      body.fault(
          "/holdToken", FaultCode.PATTERN, "must be the whole holdToken that the hold answered");
    }
    // The id is missing together with a fault of its own.
    return new Asked.ForHold(
        new HeldRequest(
            holdId.orElseGet(() -> new BookingId("unknown")),
            token.flatMap(ManageToken::of),
            ifStillFree.orElse(false),
            attendees,
            details));
  }
}
