package io.marcado.catalog.categories;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.catalog.entries.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A category in an answer. */
public record CategoryView(
    String categoryId,
    String name,
    @Nullable String description,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant deletedAt) {

  static CategoryView of(Entry<CategoryDetails> entry) {
    return new CategoryView(
        entry.id(),
        entry.details().name(),
        entry.details().description(),
        entry.createdAt(),
        entry.updatedAt(),
        entry.deletedAt().orElse(null));
  }
}
