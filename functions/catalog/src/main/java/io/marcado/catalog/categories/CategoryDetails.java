package io.marcado.catalog.categories;

import io.marcado.catalog.entries.Change;
import io.marcado.catalog.entries.Details;
import io.marcado.catalog.entries.TextFields;
import io.marcado.domain.Patch;
import io.marcado.platform.json.Fields;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a business says of a category. */
public record CategoryDetails(String name, @Nullable String description) implements Details {

  static CategoryDetails read(Fields body) {
    return new CategoryDetails(
        body.required("name", TextFields.name()),
        body.optional("description", TextFields.description()).orElse(null));
  }

  static UnaryOperator<CategoryDetails> readChange(Fields body) {
    Patch<String> name = body.patchRequired("name", TextFields.name());
    Patch<String> description = body.patch("description", TextFields.description());
    Change.refuseEmpty(body, name, description);
    return present ->
        new CategoryDetails(
            name.apply(present.name(), present.name()), description.apply(present.description()));
  }

  @Override
  public boolean active() {
    return true;
  }
}
