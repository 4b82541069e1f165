package io.marcado.catalog.entries;

import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.PageRequest;
import java.util.Optional;

/**
 * A request for a page of entries, by name.
 *
 * @param categoryId only those of this category
 */
public record Listing(PageRequest page, Optional<String> categoryId) {

  /** Reads a request for entries that have no category. */
  public static Listing read(RequestReader request) {
    return new Listing(request.query().page(), Optional.empty());
  }

  /** Reads a request for entries that may have a category. */
  public static Listing readWithCategory(RequestReader request) {
    return new Listing(
        request.query().page(), request.query().optional("categoryId", Readers.id()));
  }
}
