package io.marcado.catalog.entries;

import io.marcado.platform.http.RequestReader;
import java.util.Optional;

/**
 * A request to delete an entry.
 *
 * @param version the one that must be deleted; empty for the present one
 */
public record Deletion(String id, Optional<Long> version) {

  /**
   * @param idName the id's name in the path
   */
  public static Deletion read(RequestReader request, String idName) {
    return new Deletion(request.path(idName), request.ifMatch());
  }
}
