package io.marcado.identity.codes;

import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records answers that were wrong, other than to log in, and accounts that were tried too often.
 * Only tries that were counted are recorded: there are few of each, so that nobody can fill the
 * history with guesses at what is not there.
 */
@Singleton
public final class FailedAnswers {
  private final SecurityEvents events;
  private final Table table;

  public FailedAnswers(SecurityEvents events, Table table) {
    this.events = events;
    this.table = table;
  }

  /** What was answered. */
  public enum What {
    PASSWORD("password"),
    STEP_UP("step-up"),
    RESET_TOKEN("reset-token"),
    SECOND_CODE("second-code"),
    CONTACT("contact"),
    TOTP_SETUP("totp-setup"),
    INVITATION("invitation");

    private final String text;

    What(String text) {
      this.text = text;
    }
  }

  /**
   * Records one; a decoy's too, so that it takes as long.
   *
   * @param userId whose answer it should have been
   * @param refusal what to answer
   * @return the same
   */
  public Problem record(Call call, What what, Optional<String> userId, Problem refusal) {
    Write event = event(call, SecurityEvent.Type.VERIFICATION_FAILED, userId, what.text);
    if (table.of(call.tenant()).write(event) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
    return refusal;
  }

  /**
   * Records that an account was tried too often.
   *
   * @param note refused when that is recorded already
   * @param userId whose account it is; empty for one that is not there
   */
  public void limitReached(Call call, Write note, Optional<String> userId) {
    Write event = event(call, SecurityEvent.Type.LIMIT_REACHED, userId, "login");
    if (table.of(call.tenant()).transact(List.of(note, event)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private Write event(Call call, SecurityEvent.Type type, Optional<String> userId, String what) {
    return events.record(
        call.tenant(),
        new SecurityEvent(
            type,
            Optional.empty(),
            userId,
            call.sourceAddress(),
            call.now(),
            Map.of("what", what)));
  }
}
