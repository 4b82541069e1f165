package io.marcado.identity.accounts.authenticators;

import static io.marcado.platform.audit.SecurityEvent.Type.RECOVERY_CODES_RENEWED;
import static io.marcado.platform.audit.SecurityEvent.Type.TOTP_ENABLED;
import static io.marcado.platform.audit.SecurityEvent.Type.TOTP_REMOVED;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.accounts.totp.TotpSetup;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets up authenticator apps for people who work at a business, in place of codes by SMS. Each step
 * but the confirmation takes a fresh proof. The audit trail records each step, and the person gets
 * a notice.
 */
@Singleton
final class Authenticators {
  private static final IdentityRefusal NOT_STARTED =
      new IdentityRefusal.CodeExpired(CodeUse.TOTP_SETUP);

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
   * @param secret in base32, for typing
   */
  record Started(String secret, KeyUri uri) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Started";
    }
  }

  /**
   * Starts to set up an app; it is on once {@link #confirm} has seen a code of it. Refused for
   * clients, without a step-up, and while an app is on.
   */
  Result<Started, IdentityRefusal> start(
      Actor.Person me, Optional<StepUpAnswer> answer, Instant now) {
    TenantId tenant = me.tenant();
    if (!me.role().atLeast(Role.STAFF)) {
      return Result.refused(new IdentityRefusal.ForTeamOnly());
    }
    if (totp.on(tenant, me.id()).isPresent()) {
      return Result.refused(new IdentityRefusal.TotpAlreadyOn());
    }
    return stepUp
        .check(me, answer, now)
        .then(
            proof -> {
              TotpSetup.Start start = setup.start(tenant, me.id(), now);
              Transaction<IdentityRefusal> writes =
                  new Transaction<IdentityRefusal>()
                      .add(start.write(), new IdentityRefusal.TotpAlreadyOn())
                      .addAll(proof.all(), StepUp.REFUSED);
              return Result.<TotpSetup.Start, IdentityRefusal>unless(
                  people.commitOnce(tenant, writes), () -> start);
            })
        .then(start -> person(me).map(person -> started(tenant, person, start)));
  }

  private Started started(TenantId tenant, Person person, TotpSetup.Start start) {
    KeyUri uri =
        KeyUri.of(
            settings.get(tenant).branding().displayName(),
            person.email().orElse(person.phone().e164()),
            start.secret());
    return new Started(start.secret(), uri);
  }

  /**
   * Turns on the app that {@link #start} set up. Refused for a wrong code, and when no app waits to
   * be confirmed.
   *
   * @return its recovery codes, to be shown this once
   */
  Result<List<String>, IdentityRefusal> confirm(Actor.Person me, String code, Instant now) {
    if (!me.role().atLeast(Role.STAFF)) {
      return Result.refused(new IdentityRefusal.ForTeamOnly());
    }
    return switch (setup.confirm(me.tenant(), me.id(), code, now)) {
      case TotpSetup.Confirmation.Nothing _ -> Result.refused(NOT_STARTED);
      case TotpSetup.Confirmation.Wrong(int attemptsLeft) ->
          Result.refused(
              failed.record(me, CodeUse.TOTP_SETUP, Optional.of(me.id()), attemptsLeft, now));
      case TotpSetup.Confirmation.Right(TotpSetup.Fresh fresh) ->
          person(me)
              .then(
                  person -> {
                    Transaction<IdentityRefusal> writes =
                        new Transaction<IdentityRefusal>()
                            .add(fresh.write(), NOT_STARTED)
                            .addAll(
                                told(me, person, TOTP_ENABLED, AccountMessage.TOTP_ENABLED, now));
                    return Result.unless(people.commitOnce(me.tenant(), writes), fresh::codes);
                  });
    };
  }

  /** Replaces the recovery codes. Refused without a step-up, and when no app is on. */
  Result<List<String>, IdentityRefusal> renewRecoveryCodes(
      Actor.Person me, Optional<StepUpAnswer> answer, Instant now) {
    return personWithApp(me)
        .then(
            person ->
                stepUp
                    .check(me, answer, now)
                    .then(proof -> renewRecoveryCodes(me, person, proof, now)));
  }

  private Result<List<String>, IdentityRefusal> renewRecoveryCodes(
      Actor.Person me, Person person, StepUp.Proof proof, Instant now) {
    if (proof.app().isEmpty()) {
      return Result.refused(StepUp.REFUSED);
    }
    TotpSetup.Fresh fresh = setup.renew(me.tenant(), me.id(), proof.app().get());
    Transaction<IdentityRefusal> writes =
        new Transaction<IdentityRefusal>()
            .addAll(proof.writes(), StepUp.REFUSED)
            .add(fresh.write(), StepUp.REFUSED)
            .addAll(
                told(
                    me,
                    person,
                    RECOVERY_CODES_RENEWED,
                    AccountMessage.RECOVERY_CODES_RENEWED,
                    now));
    return Result.unless(people.commitOnce(me.tenant(), writes), fresh::codes);
  }

  /**
   * Removes the app: codes come by SMS again. Refused without a step-up, when no app is on, and
   * when it is the last second channel of an owner, whom nobody else could help.
   *
   * @return the refusal; empty when the app is gone
   */
  Optional<IdentityRefusal> remove(Actor.Person me, Optional<StepUpAnswer> answer, Instant now) {
    return personWithApp(me)
        .then(person -> withMailbox(me, person))
        .then(_ -> stepUp.check(me, answer, now))
        .then(proof -> remove(me, proof, now))
        .whyRefused();
  }

  private Result<Person, IdentityRefusal> remove(Actor.Person me, StepUp.Proof proof, Instant now) {
    if (proof.app().isEmpty()) {
      return Result.refused(StepUp.REFUSED);
    }
    return OptimisticRetry.untilWritten(
        () ->
            switch (person(me).then(person -> withMailbox(me, person))) {
              case Result.Refused<Person, IdentityRefusal> refused -> Optional.of(refused);
              case Result.Done<Person, IdentityRefusal>(Person person) -> {
                Transaction<IdentityRefusal> writes =
                    new Transaction<IdentityRefusal>()
                        .addAll(proof.writes(), StepUp.REFUSED)
                        .add(proof.app().get().andRemove(), StepUp.REFUSED)
                        .add(PeopleStore.checkUnchanged(me.tenant(), person))
                        .addAll(told(me, person, TOTP_REMOVED, AccountMessage.TOTP_REMOVED, now));
                yield people.commit(me.tenant(), writes).result(() -> person);
              }
            });
  }

  private static Result<Person, IdentityRefusal> withMailbox(Actor.Person me, Person person) {
    return me.role() == Role.OWNER && SecondChannel.mailbox(person, me.role()).isEmpty()
        ? Result.refused(new IdentityRefusal.OwnerNeedsMailbox())
        : Result.done(person);
  }

  // Somebody who has left the team may still remove the app.
  private Result<Person, IdentityRefusal> personWithApp(Actor.Person me) {
    return totp.on(me.tenant(), me.id()).isPresent()
        ? person(me)
        : Result.refused(new IdentityRefusal.NotFound("authenticator app"));
  }

  private Result<Person, IdentityRefusal> person(Actor.Person me) {
    return Result.of(people.find(me.tenant(), me.id()), new IdentityRefusal.NotFound("person"));
  }

  private List<Write> told(
      Actor.Person me,
      Person person,
      SecurityEvent.Type type,
      AccountMessage message,
      Instant now) {
    List<Write> writes = new ArrayList<>();
    writes.add(events.record(me.tenant(), SecurityEvent.own(type, me, now)));
    writes.addAll(notices.writes(me.tenant(), message, person, me.role(), now));
    return writes;
  }
}
