package io.marcado.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page starts; null after the last
 */
public record ItemList<T>(List<T> items, @Nullable String nextCursor) {}
