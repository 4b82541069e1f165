package io.marcado.catalog;

import io.marcado.catalog.entries.EntryRefusal;
import io.marcado.domain.Fault;
import io.marcado.domain.Result;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.Problem;
import java.util.List;
import java.util.Optional;

/** The problem that each refusal of the catalogue becomes. No other class makes problems. */
public final class CatalogProblems {
  private CatalogProblems() {}

  /**
   * The value.
   *
   * @throws Problem the one of the refusal
   */
  public static <T> T orThrow(Result<T, EntryRefusal> result) {
    return result.orElseThrow(CatalogProblems::of);
  }

  /**
   * Goes on when there is no refusal.
   *
   * @throws Problem the one of the refusal
   */
  public static void refuse(Optional<EntryRefusal> refusal) {
    refusal.ifPresent(
        why -> {
          throw of(why);
        });
  }

  private static Problem of(EntryRefusal refusal) {
    return switch (refusal) {
      case EntryRefusal.Faulty(List<Fault> faults) -> Problem.invalid(faults);
      case EntryRefusal.NotFound(String noun) -> Problem.notFound(noun);
      case EntryRefusal.Stale(long version) -> Problem.stale(version);
      case EntryRefusal.LeavesBookingsOutside(BookingsOutside outside) -> outside.problem();
      case EntryRefusal.KeyReused _ -> Problem.keyReused();
    };
  }
}
