package io.marcado.catalog.entries;

import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Shape;
import java.util.Optional;

/**
 * A request to make an entry.
 *
 * @param idempotencyKey the same key again does not make another one
 */
public record Draft<D>(D details, Optional<String> idempotencyKey) {

  public static <D> Draft<D> read(RequestReader request, Shape<D> shape) {
    return new Draft<>(request.body(shape), request.idempotencyKey());
  }
}
