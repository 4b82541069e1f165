package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.bookings.published.TeamBlock;
import io.marcado.bookings.published.TeamBlocks;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.OptimisticRetry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The blocks of one person of the team in the store. */
@Singleton
final class StoredTeamBlocks implements TeamBlocks {
  private static final int PAGE = 100;

  private final BlockStore store;
  private final CatalogReader catalog;

  StoredTeamBlocks(BlockStore store, CatalogReader catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  @Override
  public Page<TeamBlock> page(
      TenantId tenant, PersonId person, int limit, Optional<String> position) {
    return blocks(tenant, person, limit, position)
        .map(
            block ->
                new TeamBlock(
                    block.id(),
                    block.resourceIds(),
                    block.interval().start(),
                    block.interval().end(),
                    block.reason(),
                    block.isPrivate(),
                    isBy(block, person),
                    block.createdAt()));
  }

  @Override
  public boolean erase(TenantId tenant, PersonId person, Instant now) {
    // Erased ones show so in the index, so a retry only reads them.
    return Paged.each(
        position -> blocks(tenant, person, PAGE, position),
        block -> block.reason().isPresent() || isBy(block, person),
        block -> forget(tenant, block, person, now));
  }

  private void forget(TenantId tenant, Block block, PersonId person, Instant now) {
    OptimisticRetry.untilTrue(
        () ->
            store
                .find(tenant, block.id())
                .filter(stored -> stored.stands() && !stored.removed())
                .map(Stored::block)
                .filter(present -> present.reason().isPresent() || isBy(present, person))
                .map(
                    present ->
                        store.changed(tenant, present, present.erased(isBy(present, person), now)))
                .orElse(true));
  }

  private Page<Block> blocks(
      TenantId tenant, PersonId person, int limit, Optional<String> position) {
    Condition own = Condition.equal("madeBy", person.value());
    Condition ofPerson =
        catalog
            .linkedTo(tenant, person)
            .map(resource -> own.or(Condition.contains("resourceIds", resource.value())))
            .orElse(own);
    return store.page(tenant, Instant.EPOCH, Optional.of(ofPerson), limit, position);
  }

  private static boolean isBy(Block block, PersonId person) {
    return block.madeBy().filter(person::equals).isPresent();
  }
}
