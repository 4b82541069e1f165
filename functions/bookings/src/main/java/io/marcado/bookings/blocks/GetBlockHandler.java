package io.marcado.bookings.blocks;

import io.marcado.domain.BlockId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /blocks/{blockId}}. */
public final class GetBlockHandler extends TenantEndpoint<BlockId, BlockView> {
  @Inject BlockQueries queries;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_READ, Permission.BLOCKS_WRITE);
  }

  @Override
  protected BlockId read(RequestReader request) {
    return new BlockId(request.path("blockId"));
  }

  @Override
  protected Answer<BlockView> answer(Call call, BlockId id) {
    Block block = queries.find(call.tenant(), id).orElseThrow(BlockProblems::notFound);
    return Answer.ok(queries.view(call.actor(), block)).version(block.version());
  }
}
