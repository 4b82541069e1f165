package io.marcado.catalog.entries;

import io.marcado.domain.Patch;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Fields;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A request to change an entry.
 *
 * @param details makes the new details of the present ones; may be asked several times
 * @param version the one that must be changed; empty for the present one
 */
public record Change<D>(String id, UnaryOperator<D> details, Optional<Long> version) {

  public static <D> Change<D> read(
      RequestReader request, Function<Fields, UnaryOperator<D>> details) {
    return new Change<>(request.path("id"), request.body(details), request.ifMatch());
  }

  /** Notes a fault when none of these changes anything. */
  public static void refuseEmpty(Fields body, Patch<?>... fields) {
    if (body.sound() && Stream.of(fields).allMatch(Patch::keeps)) {
      body.fault("", "must have at least one field to change");
    }
  }
}
