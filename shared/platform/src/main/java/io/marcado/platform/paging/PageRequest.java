package io.marcado.platform.paging;

import java.util.Optional;

/**
 * Which part of a list is asked for.
 *
 * @param limit 1 to 100 entries
 * @param position where it starts, as an earlier page told; empty for the beginning
 */
public record PageRequest(int limit, Optional<String> position) {
  public static final int DEFAULT_LIMIT = 25;
}
