package io.marcado.catalog.categories;

import io.marcado.catalog.entries.Details;
import io.marcado.catalog.entries.TextFields;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Shape;
import org.jspecify.annotations.Nullable;

/** What a business says of a category. */
public record CategoryDetails(String name, @Nullable String description) implements Details {

  /** What requests say of a category. */
  static final Shape<CategoryDetails> SHAPE =
      Shape.of(new CategoryDetails("", null), CategoryDetails::with);

  private CategoryDetails with(Fields fields) {
    return new CategoryDetails(
        fields.required("name", TextFields.name(), name),
        fields.optional("description", TextFields.description(), description));
  }

  @Override
  public boolean active() {
    return true;
  }
}
