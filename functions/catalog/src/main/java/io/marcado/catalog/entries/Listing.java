package io.marcado.catalog.entries;

import io.marcado.platform.paging.PageRequest;
import java.util.Optional;

/**
 * A request for a page of entries, by name.
 *
 * @param categoryId only those of this category
 */
public record Listing(PageRequest page, Optional<String> categoryId) {}
