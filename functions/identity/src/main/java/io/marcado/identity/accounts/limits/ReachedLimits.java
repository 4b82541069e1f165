package io.marcado.identity.accounts.limits;

import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records accounts whose limits were reached, once in an hour each. */
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
   * Records that an account was tried too often.
   *
   * @param note of {@link AttemptLimits}; refused when that is recorded already
   * @param userId whose account it is; empty for one that is not there
   */
  public void byAttempts(Call call, Write note, Optional<String> userId) {
    write(call, note, event(call, userId, "login"));
  }

  /**
   * Records that no code went to an account since too many were asked for. For one that is not
   * there as much is written, but no event: there is no end of such names.
   *
   * @param name of the account: its id, or the phone or e-mail that was given
   */
  public void byCodes(Call call, String name, Optional<String> userId) {
    Write note = once(call, "code-limit-noted", userId.orElse(name));
    write(
        call,
        note,
        userId.isPresent() ? event(call, userId, "code") : once(call, "code-limit-nobody", name));
  }

  private Write once(Call call, String limit, String subject) {
    return limiter
        .prepare(
            partition -> PartitionKey.of(call.tenant(), partition),
            new Limit(limit, 1, HOUR),
            subject)
        .write();
  }

  private void write(Call call, Write note, Write event) {
    // Refused when it was noted before.
    if (table.of(call.tenant()).transact(List.of(note, event)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private Write event(Call call, Optional<String> userId, String what) {
    return events.record(
        call.tenant(),
        new SecurityEvent(
            SecurityEvent.Type.LIMIT_REACHED,
            Optional.empty(),
            userId,
            call.sourceAddress(),
            call.now(),
            Map.of("what", what)));
  }
}
