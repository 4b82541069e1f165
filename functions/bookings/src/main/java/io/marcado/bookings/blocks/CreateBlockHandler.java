package io.marcado.bookings.blocks;

import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code POST /blocks}: takes time of resources, so that nobody can book it. */
public final class CreateBlockHandler extends TenantEndpoint<CreateBlockHandler.Input, BlockView> {
  @Inject Blocks blocks;
  @Inject BlockQueries queries;

  /**
   * A request.
   *
   * @param mentioned what could be read of it, whatever is wrong with the rest
   */
  record Input(BlockDraft draft, Supplier<Mentioned> mentioned) {}

  /** The time to block, and of whom. */
  record Mentioned(
      List<ResourceId> resourceIds, Optional<BlockTime> time, Map<String, OffsetDateTime> told) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BLOCKS_OWN, Permission.BLOCKS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    boolean keepsBookings = BookingsOutside.kept(request.query());
    BlockDraft draft = request.body(body -> draft(body, keepsBookings, key));
    return new Input(draft, request.readable(CreateBlockHandler::mentioned));
  }

  @Override
  protected List<Fault> faults(Call call, Input input) {
    Mentioned mentioned = input.mentioned().get();
    return blocks.faults(
        call.actor(), mentioned.resourceIds(), mentioned.time(), mentioned.told(), call.now());
  }

  @Override
  protected Answer<BlockView> answer(Call call, Input input) {
    Blocks.Made made =
        BlockProblems.orThrow(blocks.create(call.actor(), input.draft(), call.now()));
    return Answer.created(queries.view(call.actor(), made.block()))
        .version(made.block().version())
        .replayed(made.replayed());
  }

  private static Mentioned mentioned(Fields body) {
    Optional<BlockMoment> from = body.optional("from", BlockFields.moment());
    Optional<BlockMoment> to = body.optional("to", BlockFields.moment());
    return new Mentioned(
        body.optional("resourceIds", BlockFields.resourceIds()).orElse(List.of()),
        from.flatMap(begin -> to.flatMap(end -> time(begin, end))),
        BlockFields.told(body));
  }

  private static Optional<BlockTime> time(BlockMoment from, BlockMoment to) {
    return BlockTime.between(from, to) instanceof Result.Done<BlockTime, Fault>(BlockTime time)
        ? Optional.of(time)
        : Optional.empty();
  }

  private static @Nullable BlockDraft draft(
      Fields body, boolean keepsBookings, Optional<String> key) {
    var resourceIds = body.required("resourceIds", BlockFields.resourceIds());
    BlockMoment from = body.required("from", BlockFields.moment());
    BlockMoment to = body.required("to", BlockFields.moment());
    Optional<String> reason = body.nullable("reason", BlockFields.reason());
    boolean isPrivate = body.defaulted("private", Readers.bool(), false);
    if (from == null || to == null) {
      return null;
    }
    return switch (BlockTime.between(from, to)) {
      case Result.Done<BlockTime, Fault>(BlockTime time) ->
          body.sound()
              ? new BlockDraft(
                  resourceIds, time, reason, isPrivate, keepsBookings, key, BlockFields.told(body))
              : null;
      case Result.Refused<BlockTime, Fault>(var fault) -> {
        body.fault(fault.pointer(), fault.code(), fault.detail());
        yield null;
      }
    };
  }
}
