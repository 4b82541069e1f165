package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.lifecycle.MinimumSeats.Below;
import io.marcado.bookings.lifecycle.MinimumSeats.State;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.ClassSessionStore.Changed;
import io.marcado.bookings.store.SessionMinimums;
import io.marcado.bookings.store.SessionMinimums.Entry;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about sessions whose minimum is due: enough people come, or the session is cancelled, or
 * staff are asked. It may be done again at any time, also twice at once.
 *
 * <p>The write that finds too few has the condition that the row of the seats says so too. So of a
 * booking that reaches the minimum and this decision, one comes first and the other one knows.
 */
@Singleton
public final class SessionDeadlines {
  private static final Map<String, String> REASONS =
      Map.of(
          "pt", "Não houve inscrições suficientes",
          "es", "No hubo inscripciones suficientes",
          "en", "Too few people signed up");

  private final Table table;
  private final ClassSessionStore sessions;
  private final SessionSeats seats;
  private final SessionFollowers followers;
  private final SettingsReader settings;

  SessionDeadlines(
      Table table,
      ClassSessionStore sessions,
      SessionSeats seats,
      SessionFollowers followers,
      SettingsReader settings) {
    this.table = table;
    this.sessions = sessions;
    this.seats = seats;
    this.followers = followers;
    this.settings = settings;
  }

  /**
   * Decides about all that are due.
   *
   * @return false when the time of the invocation ended before
   */
  public boolean decideAll(Instant now) {
    return SessionMinimums.ALL.each(
        table,
        now,
        entry -> {
          if (isDecided(entry, now)) {
            SessionMinimums.ALL.remove(table, entry);
          }
        });
  }

  /** False while seats that would reach the minimum are only held. */
  private boolean isDecided(Entry entry, Instant now) {
    TenantId tenant = entry.tenant();
    // Seats that were given up must not count in the condition of the write either.
    boolean _ = seats.settle(tenant, entry.sessionId());
    Changed changed =
        sessions.change(
            tenant,
            entry.sessionId(),
            Optional.empty(),
            ChangedBy.BY_ITSELF,
            present -> Result.done(decided(tenant, present, now)),
            _ -> 0,
            now);
    return switch (changed) {
      case Changed.Done(ClassSession session, var change) -> {
        change.ifPresent(one -> followers.follow(one, now));
        yield !isDue(session, now);
      }
      case Changed.Refused(ClassRefusal.NotFound _) -> true;
      case Changed.Refused _ -> throw new TableUnavailableException();
      case Changed.Taken _ -> throw new IllegalStateException("nothing is taken");
    };
  }

  private static boolean isDue(ClassSession session, Instant now) {
    return session
        .openMinimum()
        .filter(minimum -> !now.isBefore(minimum.by(session.time().start())))
        .isPresent();
  }

  private ClassSession decided(TenantId tenant, ClassSession present, Instant now) {
    if (!isDue(present, now)) {
      return present;
    }
    MinimumSeats minimum = present.openMinimum().orElseThrow();
    SessionSeats.Seats taken = seats.find(tenant, present.id()).orElseThrow();
    boolean begun = !now.isBefore(present.time().start());
    if (taken.taken() < minimum.seats()) {
      return minimum.below() == Below.CANCEL && !begun
          ? present.minimum(State.BELOW).cancelled(Optional.of(reason(tenant)))
          : present.minimum(State.BELOW);
    }
    return begun || taken.taken() - seats.unbooked(tenant, taken) >= minimum.seats()
        ? present.minimum(State.REACHED)
        : present;
  }

  private String reason(TenantId tenant) {
    String language = settings.fresh(tenant).locale().getLanguage();
    return REASONS.getOrDefault(language, REASONS.getOrDefault("en", ""));
  }
}
