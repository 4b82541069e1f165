package io.marcado.catalog.categories;

import io.marcado.catalog.entries.Entries;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The categories of a business. Deleting one does not touch its entries: services and resources
 * keep the id until they get another one.
 */
@Singleton
public final class Categories extends Entries<CategoryDetails> {

  public Categories(Table table, Ids ids) {
    super(CategoryType.INSTANCE, table, ids);
  }

  @Override
  protected List<Fault> faults(
      Actor actor, Optional<CategoryDetails> before, CategoryDetails after) {
    return List.of();
  }
}
