package io.marcado.bookings.realign;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.bookings.scheduling.SessionFollowers;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.ClassSessionStore.Changed;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.paging.Paged;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves sessions of classes to their local starts, with their people and rooms, by the change by
 * which staff move them. So their bookings follow, and hear of it only if their local start is
 * another.
 */
@Singleton
final class SessionRealigner {
  private static final int PAGE = 500;

  private final ClassSessionStore store;
  private final SessionFollowers followers;
  private final CatalogReader catalog;

  SessionRealigner(ClassSessionStore store, SessionFollowers followers, CatalogReader catalog) {
    this.store = store;
    this.followers = followers;
    this.catalog = catalog;
  }

  /** The sessions that take place and are to begin at another time, in the order of their moves. */
  List<RealignedSession> due(TenantId tenant, Realignment realignment, Instant from, Instant now) {
    List<RealignedSession> due = new ArrayList<>();
    ClassSessionStore.Filter upcoming =
        new ClassSessionStore.Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.of(from),
            Optional.empty(),
            Optional.empty(),
            false);
    Paged.all(
        next -> store.page(tenant, upcoming, PAGE, next),
        session -> realignment.due(session).filter(one -> one.isAhead(now)).ifPresent(due::add));
    due.sort(Displaced.AWAY_FROM_EACH_OTHER);
    return due;
  }

  /** Moves one, and lets its bookings follow. */
  Outcome apply(TenantId tenant, RealignedSession one, Realignment realignment, Instant now) {
    Map<ResourceId, Integer> capacities =
        catalog.freshCapacities(
            tenant, one.session().taken().stream().map(TakenTime::resourceId).distinct().toList());
    Changed changed =
        store.change(
            tenant,
            one.session().id(),
            Optional.empty(),
            ChangedBy.BY_ITSELF,
            present -> Result.done(realigned(present, realignment)),
            id -> capacities.getOrDefault(id, 0),
            now);
    return switch (changed) {
      case Changed.Done(ClassSession session, var change) -> {
        change.ifPresent(noted -> followers.follow(noted, now));
        yield session.isCancelled() ? Outcome.CHANGED : Outcome.DONE;
      }
      case Changed.Taken _ -> Outcome.CONFLICT;
      case Changed.Refused(ClassRefusal _) -> Outcome.CHANGED;
    };
  }

  private static ClassSession realigned(ClassSession present, Realignment realignment) {
    return realignment
        .due(present)
        .filter(_ -> !present.isCancelled())
        .map(due -> moved(present, due))
        .orElse(present);
  }

  private static ClassSession moved(ClassSession present, RealignedSession due) {
    Duration later = Duration.between(due.from(), due.to());
    return present.changed(
        new Interval(due.to(), present.time().end().plus(later)),
        due.localStart(),
        present.resourceIds(),
        present.names(),
        present.taken().stream().map(taken -> taken.later(later)).toList(),
        present.seats());
  }
}
