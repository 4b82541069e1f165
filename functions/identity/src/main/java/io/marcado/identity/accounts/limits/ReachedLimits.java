package io.marcado.identity.accounts.limits;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records on the audit trail that an account's limit was reached, once an hour. */
@Singleton
public final class ReachedLimits {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RateLimiter limiter;
  private final SecurityEvents events;
  private final Table table;

  public ReachedLimits(RateLimiter limiter, SecurityEvents events, Table table) {
    this.limiter = limiter;
    this.events = events;
    this.table = table;
  }

  /**
   * Records that there were too many attempts on an account.
   *
   * @param note the mark of {@link AttemptLimits}, refused when it is there already
   * @param personId the holder; empty for an account that is not there
   */
  public void byAttempts(Actor actor, Write note, Optional<PersonId> personId, Instant now) {
    write(actor, note, event(actor, personId, "login", now));
  }

  /**
   * Records that an account got no code because too many were asked for. For an account that is not
   * there it writes as much, but no event: such names have no end.
   *
   * @param name the phone or e-mail that the actor gave, or the person's id
   * @param personId the holder; empty for an account that is not there
   */
  public void byCodes(Actor actor, String name, Optional<PersonId> personId, Instant now) {
    Write note = once(actor, "code-limit-noted", personId.map(PersonId::value).orElse(name));
    write(
        actor,
        note,
        personId.isPresent()
            ? event(actor, personId, "code", now)
            : once(actor, "code-limit-nobody", name));
  }

  private Write once(Actor actor, String limit, String subject) {
    return limiter.ofTenant(actor.tenant(), new Limit(limit, 1, HOUR), subject).write();
  }

  private void write(Actor actor, Write note, Write event) {
    // A refusal means that it was recorded in this hour, contention that others are recording it.
    Outcome _ = table.of(actor.tenant()).transact(List.of(note, event));
  }

  private Write event(Actor actor, Optional<PersonId> personId, String what, Instant now) {
    return events.record(
        actor.tenant(),
        new SecurityEvent(
            SecurityEvent.Type.LIMIT_REACHED,
            Optional.empty(),
            personId.map(PersonId::value),
            actor.address().orElse(""),
            now,
            Map.of("what", what)));
  }
}
