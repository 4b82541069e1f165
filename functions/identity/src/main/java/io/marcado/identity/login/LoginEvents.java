package io.marcado.identity.login;

import io.marcado.identity.codes.Challenge;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvent.Type;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;

/** What the history tells of codes that were entered. */
@Singleton
final class LoginEvents {
  private final SecurityEvents events;
  private final Table table;

  LoginEvents(SecurityEvents events, Table table) {
    this.events = events;
    this.table = table;
  }

  /** The write that records what somebody did to the own account. */
  Write record(Call call, Type type, String userId) {
    return events.record(
        call.tenant(), SecurityEvent.own(type, userId, call.sourceAddress(), call.now()));
  }

  /**
   * Records a wrong code; a decoy's too, so that both take as long.
   *
   * @return what to answer
   */
  Problem failed(Call call, Challenge challenge) {
    Write event =
        events.record(
            call.tenant(),
            SecurityEvent.unknown(
                Type.LOGIN_FAILED, challenge.userId(), call.sourceAddress(), call.now()));
    if (table.of(call.tenant()).write(event) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
    return InvalidCode.problem();
  }
}
