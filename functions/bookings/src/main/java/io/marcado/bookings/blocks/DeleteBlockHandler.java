package io.marcado.bookings.blocks;

import io.marcado.domain.BlockId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code DELETE /blocks/{blockId}}: gives the time back. */
public final class DeleteBlockHandler extends TenantEndpoint<DeleteBlockHandler.Input, Void> {
  @Inject Blocks blocks;

  /** The block, and the version that the caller read, if it says so. */
  record Input(BlockId id, Optional<Long> version) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BLOCKS_OWN, Permission.BLOCKS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(new BlockId(request.path("blockId")), request.ifMatch());
  }

  @Override
  protected Answer<Void> answer(Call call, Input input) {
    var unused =
        BlockProblems.orThrow(blocks.remove(call.actor(), input.id(), input.version(), call.now()));
    return Answer.noContent();
  }
}
