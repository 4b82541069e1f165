package io.marcado.bookings.blocks;

import io.marcado.domain.FaultCode;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/** {@code GET /blocks}: a page of blocks, by end. */
public final class ListBlocksHandler
    extends TenantEndpoint<ListBlocksHandler.Input, ItemList<BlockView>> {
  @Inject BlockQueries queries;

  /** The filters and the page. */
  record Input(BlockQueries.Filter filter, PageRequest page) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_READ, Permission.BLOCKS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    Optional<LocalDate> from = query.optional("from", Readers.date());
    Optional<LocalDate> to = query.optional("to", Readers.date());
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      query.fault("to", FaultCode.CONFLICT, "must not be before from");
    }
    return new Input(
        new BlockQueries.Filter(
            from, to, query.optional("resourceId", Readers.id(ResourceId::new))),
        query.page());
  }

  @Override
  protected Answer<ItemList<BlockView>> answer(Call call, Input input) {
    BlockQueries.Found found = queries.page(call.actor(), input.filter(), input.page(), call.now());
    return Answer.ok(
        ItemList.of(
            call,
            found.page(),
            block -> BlockView.of(block, call.actor(), found.own(), found.timeline())));
  }
}
