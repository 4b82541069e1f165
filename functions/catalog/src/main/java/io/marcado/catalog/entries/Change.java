package io.marcado.catalog.entries;

import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Shape;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A request to change an entry.
 *
 * @param details makes the new details of the present ones; may be asked several times
 * @param version the one that must be changed; empty for the present one
 */
public record Change<D>(String id, UnaryOperator<D> details, Optional<Long> version) {

  /**
   * @param idName the id's name in the path
   */
  public static <D> Change<D> read(RequestReader request, String idName, Shape<D> shape) {
    return new Change<>(request.path(idName), request.patch(shape), request.ifMatch());
  }
}
