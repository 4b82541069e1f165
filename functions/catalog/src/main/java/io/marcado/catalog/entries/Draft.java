package io.marcado.catalog.entries;

import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Fields;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to make an entry.
 *
 * @param idempotencyKey the same key again does not make another one
 */
public record Draft<D>(D details, Optional<String> idempotencyKey) {

  public static <D> Draft<D> read(RequestReader request, Function<Fields, D> details) {
    return new Draft<>(request.body(details), request.idempotencyKey());
  }
}
