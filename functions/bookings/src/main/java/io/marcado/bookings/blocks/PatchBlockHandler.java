package io.marcado.bookings.blocks;

import io.marcado.domain.BlockId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code PATCH /blocks/{blockId}}: moves, shortens or extends it, or gives another reason. */
public final class PatchBlockHandler extends TenantEndpoint<BlockEdit, BlockView> {
  @Inject Blocks blocks;
  @Inject BlockQueries queries;

  @Override
  protected Access access() {
    return Access.may(Permission.BLOCKS_OWN, Permission.BLOCKS_WRITE);
  }

  @Override
  protected BlockEdit read(RequestReader request) {
    BlockId id = new BlockId(request.path("blockId"));
    long version = request.requiredIfMatch();
    boolean keepsBookings = BookingsOutside.kept(request.query());
    return request.body(body -> edit(body, id, version, keepsBookings));
  }

  @Override
  protected Answer<BlockView> answer(Call call, BlockEdit edit) {
    Block block = BlockProblems.orThrow(blocks.change(call.actor(), edit, call.now()));
    return Answer.ok(queries.view(call.actor(), block)).version(block.version());
  }

  private static BlockEdit edit(Fields body, BlockId id, long version, boolean keepsBookings) {
    body.requireOneOf("from", "to", "reason", "private");
    return new BlockEdit(
        id,
        version,
        body.optional("from", BlockFields.moment()),
        body.optional("to", BlockFields.moment()),
        body.patch("reason", BlockFields.reason()),
        body.optional("private", Readers.bool()),
        keepsBookings,
        BlockFields.told(body));
  }
}
