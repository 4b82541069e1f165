package io.marcado.catalog.categories;

import io.marcado.catalog.entries.EntryType;
import io.marcado.platform.table.Item;

/** How categories stand in the table. */
public final class CategoryType extends EntryType<CategoryDetails> {
  public static final CategoryType INSTANCE = new CategoryType();

  private CategoryType() {
    super("CATEGORY", "category");
  }

  @Override
  protected void write(CategoryDetails category, Item.Builder item) {
    item.text("description", category.description());
  }

  @Override
  protected CategoryDetails read(Item item) {
    return new CategoryDetails(item.text("name"), item.optionalText("description").orElse(null));
  }
}
