package io.marcado.bookings.blocks;

import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.domain.Result;
import io.marcado.platform.auth.Access;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /blocks}: takes time of resources, so that nobody can book it. */
public final class CreateBlockHandler extends TenantEndpoint<BlockDraft, BlockView> {
  @Inject Blocks blocks;
  @Inject BlockQueries queries;

  @Override
  protected Access access() {
    return Access.may(Permission.BLOCKS_OWN, Permission.BLOCKS_WRITE);
  }

  @Override
  protected BlockDraft read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    boolean keepsBookings = BookingsOutside.kept(request.query());
    return request.body(body -> draft(body, keepsBookings, key));
  }

  @Override
  protected Answer<BlockView> answer(Call call, BlockDraft draft) {
    Blocks.Made made = BlockProblems.orThrow(blocks.create(call.actor(), draft, call.now()));
    return Answer.created(queries.view(call.actor(), made.block()))
        .version(made.block().version())
        .replayed(made.replayed());
  }

  private static @Nullable BlockDraft draft(
      Fields body, boolean keepsBookings, Optional<String> key) {
    var resourceIds = body.required("resourceIds", BlockFields.resourceIds());
    BlockMoment from = body.required("from", BlockFields.moment());
    BlockMoment to = body.required("to", BlockFields.moment());
    Optional<String> reason = body.nullable("reason", BlockFields.reason());
    boolean isPrivate = body.defaulted("private", Readers.bool(), false);
    if (!body.sound()) {
      return null;
    }
    return switch (BlockTime.between(from, to)) {
      case Result.Done<BlockTime, Fault>(BlockTime time) ->
          new BlockDraft(resourceIds, time, reason, isPrivate, keepsBookings, key);
      case Result.Refused<BlockTime, Fault>(var fault) -> {
        body.fault(fault.pointer(), fault.code(), fault.detail());
        yield null;
      }
    };
  }
}
