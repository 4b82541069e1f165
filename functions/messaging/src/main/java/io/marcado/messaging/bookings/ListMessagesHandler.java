package io.marcado.messaging.bookings;

import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** {@code GET /messages}: what was told of a booking or to a client; clients find their own. */
public final class ListMessagesHandler
    extends TenantEndpoint<ListMessagesHandler.Input, ItemList<MessageView>> {
  @Inject MessageQueries queries;

  /** The filters and the page. */
  record Input(
      Optional<BookingId> bookingId,
      Optional<PersonId> clientId,
      Optional<State> status,
      PageRequest page) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        query.optional("bookingId", Readers.id(BookingId::new)),
        query.optional("clientId", Readers.id(PersonId::new)),
        query.optional("status", Readers.oneOf(State.class)),
        query.page());
  }

  @Override
  protected Answer<ItemList<MessageView>> answer(Call call, Input input) {
    Page<MessageView> page =
        call.may(Permission.BOOKINGS_READ) ? all(call, input) : own(call, input);
    return Answer.ok(ItemList.of(call, page, message -> message));
  }

  private Page<MessageView> all(Call call, Input input) {
    Optional<String> clientId = input.clientId().map(PersonId::value);
    if (input.bookingId().isPresent()) {
      return queries.ofBooking(
          call.tenant(),
          input.bookingId().get().value(),
          clientId,
          statuses(input),
          input.page(),
          call.now());
    }
    return queries.toClient(
        call.tenant(),
        clientId.orElseThrow(MessageProblems::unbounded),
        statuses(input),
        input.page(),
        call.now());
  }

  // What a client was not told is the business's affair: a limit, or that it is barred.
  private Page<MessageView> own(Call call, Input input) {
    PersonId own = call.person().id();
    boolean others =
        input.clientId().filter(id -> !id.equals(own)).isPresent()
            || !State.OUT.containsAll(statuses(input));
    if (others) {
      return Page.empty();
    }
    Set<State> sent = input.status().isEmpty() ? State.OUT : statuses(input);
    return input
        .bookingId()
        .map(
            id ->
                queries.ofBooking(
                    call.tenant(),
                    id.value(),
                    Optional.of(own.value()),
                    sent,
                    input.page(),
                    call.now()))
        .orElseGet(
            () -> queries.toClient(call.tenant(), own.value(), sent, input.page(), call.now()));
  }

  private static Set<State> statuses(Input input) {
    return input.status().map(Set::of).orElse(Set.of());
  }
}
