package io.marcado.catalog;

import io.marcado.catalog.entries.BookedUpdate;
import io.marcado.catalog.entries.Deletion;
import io.marcado.catalog.entries.Draft;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.catalog.entries.Listing;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import java.util.Optional;

/** Reads the requests that categories, services and resources have in common. */
public final class EntryRequests {
  private EntryRequests() {}

  /** Reads a request to make an entry. */
  public static <D> Draft<D> draft(RequestReader request, Shape<D> shape) {
    return new Draft<>(request.body(shape), request.idempotencyKey());
  }

  /**
   * Reads a request to change an entry.
   *
   * @param idName the id's name in the path
   */
  public static <D> EntryUpdate<D> update(RequestReader request, String idName, Shape<D> shape) {
    return new EntryUpdate<>(request.path(idName), request.patch(shape), request.ifMatch());
  }

  /**
   * Reads a request to change an entry that bookings may have.
   *
   * @param idName the id's name in the path
   */
  public static <D> BookedUpdate<D> updateOfBooked(
      RequestReader request, String idName, Shape<D> shape) {
    return new BookedUpdate<>(
        update(request, idName, shape), BookingsOutside.kept(request.query()));
  }

  /**
   * Reads a request to delete an entry that no booking has.
   *
   * @param idName the id's name in the path
   */
  public static Deletion deletion(RequestReader request, String idName) {
    return new Deletion(request.path(idName), request.ifMatch());
  }

  /**
   * Reads a request to delete an entry that bookings may have.
   *
   * @param idName the id's name in the path
   */
  public static Deletion deletionOfBooked(RequestReader request, String idName) {
    return new Deletion(
        request.path(idName), request.ifMatch(), BookingsOutside.kept(request.query()));
  }

  /** Reads a request for entries that have no category. */
  public static Listing listing(RequestReader request) {
    return new Listing(request.query().page(), Optional.empty());
  }

  /** Reads a request for entries that may have a category. */
  public static Listing listingWithCategory(RequestReader request) {
    return new Listing(
        request.query().page(), request.query().optional("categoryId", Readers.id()));
  }
}
