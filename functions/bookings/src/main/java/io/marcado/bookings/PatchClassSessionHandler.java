package io.marcado.bookings;

import io.marcado.bookings.scheduling.SessionEdit;
import io.marcado.bookings.scheduling.SessionUpdates;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * {@code PATCH /sessions/{sessionId}}: another time, other people or rooms, more or fewer seats.
 */
public final class PatchClassSessionHandler
    extends TenantEndpoint<PatchClassSessionHandler.Input, SessionView> {
  private static final Shape<SessionEdit> EDIT = Shape.of(PatchClassSessionHandler::edit);

  @Inject SessionUpdates updates;

  /**
   * The requested change.
   *
   * @param version the version that the caller read
   */
  record Input(ClassSessionId sessionId, long version, SessionEdit edit) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        new ClassSessionId(request.path("sessionId")),
        request.requiredIfMatch(),
        request.body(EDIT));
  }

  private static SessionEdit edit(Fields body) {
    body.requireOneOf(
        "start",
        "durationMinutes",
        "resourceIds",
        "seats",
        "minimumSeats",
        "minimumSeatsMinutesBefore",
        "belowMinimumSeats");
    return new SessionEdit(
        body.optional("start", Readers.dateTime()),
        body.optional(
            "durationMinutes",
            Readers.gridMinutes(
                BookableService.MINIMUM_DURATION, BookableService.LONGEST_WITHIN_A_DAY)),
        body.optional(
            "resourceIds",
            Readers.distinct(
                Readers.id(ResourceId::new), 1, CreateClassSessionsHandler.MOST_RESOURCES)),
        body.optional("seats", CreateClassSessionsHandler.SEATS),
        body.patch("minimumSeats", CreateClassSessionsHandler.SEATS),
        body.optional("minimumSeatsMinutesBefore", CreateClassSessionsHandler.MINUTES_BEFORE),
        body.optional("belowMinimumSeats", CreateClassSessionsHandler.BELOW));
  }

  @Override
  protected Answer<SessionView> answer(Call call, Input input) {
    return SessionView.ok(
        ClassProblems.orThrow(
            updates.change(
                call.actor(),
                input.sessionId(),
                Optional.of(input.version()),
                input.edit(),
                call.now())));
  }
}
