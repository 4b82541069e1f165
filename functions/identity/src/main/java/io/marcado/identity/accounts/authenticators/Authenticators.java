package io.marcado.identity.accounts.authenticators;

import io.marcado.domain.Actor;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
import io.marcado.identity.accounts.codes.Message;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.accounts.totp.TotpSetup;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.SecondChannel;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Authenticator apps in place of codes by SMS, for those who work at a business. Each step but the
 * confirmation asks for a fresh proof, each is recorded, and the person is told.
 */
@Singleton
final class Authenticators {
  private final TotpSetup setup;
  private final TotpFactor totp;
  private final StepUp stepUp;
  private final PeopleStore people;
  private final SettingsReader settings;
  private final FailedAnswers failed;
  private final SecurityEvents events;
  private final Notices notices;

  Authenticators(
      TotpSetup setup,
      TotpFactor totp,
      StepUp stepUp,
      PeopleStore people,
      SettingsReader settings,
      FailedAnswers failed,
      SecurityEvents events,
      Notices notices) {
    this.setup = setup;
    this.totp = totp;
    this.stepUp = stepUp;
    this.people = people;
    this.settings = settings;
    this.failed = failed;
    this.events = events;
    this.notices = notices;
  }

  /**
   * What an app needs to know.
   *
   * @param secret base32, for typing
   */
  record Started(String secret, KeyUri uri) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Started";
    }
  }

  /**
   * Starts to set up an app; it counts once {@link #confirm} has seen a code of it.
   *
   * @throws Problem 403 for clients, and without a step-up; 409 when an app is set up already
   */
  Started start(Call call, Optional<StepUpAnswer> answer) {
    TenantId tenant = call.tenant();
    Actor.Person me = staff(call);
    if (totp.on(tenant, me.id().value()).isPresent()) {
      throw alreadyOn();
    }
    List<Write> proof = stepUp.proof(call, answer);
    TotpSetup.Start start = setup.start(tenant, me.id().value(), call.now());
    IdentityProblems.requireNone(
        people.commitOnce(
            tenant,
            new Transaction<IdentityRefusal>()
                .add(start.write(), new IdentityRefusal.TotpAlreadyOn())
                .addAll(proof, StepUp.REFUSED)));
    Person person = person(call);
    KeyUri uri =
        KeyUri.of(
            settings.get(tenant).branding().displayName(),
            person.email().orElse(person.phone().e164()),
            start.secret());
    return new Started(start.secret(), uri);
  }

  /**
   * Turns the app on that was started.
   *
   * @return its recovery codes, which are shown this once
   * @throws Problem 401 for a wrong code, and when nothing waits to be confirmed
   */
  List<String> confirm(Call call, String code) {
    TenantId tenant = call.tenant();
    Actor.Person me = staff(call);
    TotpSetup.Fresh fresh =
        setup
            .confirm(tenant, me.id().value(), code, call.now(), () -> recordWrong(call))
            .orElseThrow(Authenticators::notConfirmed);
    IdentityProblems.requireNone(
        people.commitOnce(
            tenant,
            new Transaction<IdentityRefusal>()
                .add(
                    fresh.write(),
                    new IdentityRefusal.InvalidCode(IdentityRefusal.CodeUse.TOTP_SETUP))
                .addAll(told(call, SecurityEvent.Type.TOTP_ENABLED, Message.TOTP_ENABLED))));
    return fresh.codes();
  }

  /**
   * Replaces the recovery codes.
   *
   * @throws Problem 403 without a step-up; 404 when no app is set up
   */
  List<String> renewRecoveryCodes(Call call, Optional<StepUpAnswer> answer) {
    requireOn(call);
    StepUp.Proof proof = stepUp.check(call, answer);
    TotpSetup.Fresh fresh =
        setup.renew(
            call.tenant(), call.person().id().value(), proof.app().orElseThrow(StepUp::refused));
    IdentityProblems.requireNone(
        people.commitOnce(
            call.tenant(),
            new Transaction<IdentityRefusal>()
                .addAll(proof.writes(), StepUp.REFUSED)
                .add(fresh.write(), StepUp.REFUSED)
                .addAll(
                    told(
                        call,
                        SecurityEvent.Type.RECOVERY_CODES_RENEWED,
                        Message.RECOVERY_CODES_RENEWED))));
    return fresh.codes();
  }

  /**
   * Takes the app away: codes come by SMS again.
   *
   * @throws Problem 403 without a step-up; 404 when no app is set up; 409 when it is the last
   *     second channel of an owner, whom nobody else could help
   */
  void remove(Call call, Optional<StepUpAnswer> answer) {
    requireOn(call);
    requireMailbox(call, person(call));
    StepUp.Proof proof = stepUp.check(call, answer);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Person person = person(call);
      requireMailbox(call, person);
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.addAll(proof.writes(), StepUp.REFUSED);
      writes.add(proof.app().orElseThrow(StepUp::refused).andRemove(), StepUp.REFUSED);
      writes.add(PeopleStore.checkUnchanged(call.tenant(), person));
      writes.addAll(told(call, SecurityEvent.Type.TOTP_REMOVED, Message.TOTP_REMOVED));
      if (IdentityProblems.isWritten(people.commit(call.tenant(), writes))) {
        return;
      }
      // The person was changed meanwhile: look again.
    }
    throw new TableUnavailableException();
  }

  private static void requireMailbox(Call call, Person person) {
    Role role = call.person().role();
    if (role == Role.OWNER && SecondChannel.mailbox(person, role).isEmpty()) {
      throw new Problem(
          IdentityProblem.NO_SECOND_CHANNEL,
          "Give an e-mail first: without it and the app a forgotten password could not be reset.");
    }
  }

  // Somebody who is no longer of the team may still be rid of the app.
  private void requireOn(Call call) {
    if (totp.on(call.tenant(), call.person().id().value()).isEmpty()) {
      throw Problem.notFound("authenticator app");
    }
  }

  private List<Write> told(Call call, SecurityEvent.Type type, Message message) {
    Person person = person(call);
    List<Write> writes = new ArrayList<>();
    writes.add(
        events.record(
            call.tenant(),
            SecurityEvent.own(type, person.userId(), call.sourceAddress(), call.now())));
    writes.addAll(notices.writes(call.tenant(), message, person, call.person().role(), call.now()));
    return writes;
  }

  private Person person(Call call) {
    return people
        .find(call.tenant(), call.person().id().value())
        .orElseThrow(() -> Problem.notFound("person"));
  }

  private static Actor.Person staff(Call call) {
    Actor.Person me = call.person();
    if (!me.role().atLeast(Role.STAFF)) {
      throw new Problem(
          CommonProblem.FORBIDDEN, "Authenticator apps are for those who work at the business.");
    }
    return me;
  }

  private static Problem alreadyOn() {
    return new Problem(
        IdentityProblem.TOTP_ALREADY_ON, "Remove the app that is set up before you add another.");
  }

  private void recordWrong(Call call) {
    failed.record(call, What.TOTP_SETUP, Optional.of(call.person().id().value()), notConfirmed());
  }

  private static Problem notConfirmed() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The code is not the one the app shows now, or it was guessed at too often, or the app was"
            + " not started in the last ten minutes.");
  }
}
