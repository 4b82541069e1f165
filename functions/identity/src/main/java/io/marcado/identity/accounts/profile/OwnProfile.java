package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Patch;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.PreferencesEdit;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.PhoneCountries;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes the profile of the person who asks. A new phone or e-mail takes a fresh proof, and counts
 * once {@link ContactVerification} has seen the code that went to it.
 */
@Singleton
final class OwnProfile {
  private final PeopleStore people;
  private final Profiles profiles;
  private final Challenges challenges;
  private final Notices notices;
  private final SecurityEvents events;
  private final PhoneCountries countries;
  private final Table table;

  OwnProfile(
      PeopleStore people,
      Profiles profiles,
      Challenges challenges,
      Notices notices,
      SecurityEvents events,
      PhoneCountries countries,
      Table table) {
    this.people = people;
    this.profiles = profiles;
    this.challenges = challenges;
    this.notices = notices;
    this.events = events;
    this.countries = countries;
    this.table = table;
  }

  /**
   * A profile after a change.
   *
   * @param challenge the code on its way to a new phone or e-mail
   */
  record Changed(Person person, Optional<Challenge> challenge) {}

  /**
   * Changes the name, the language and the notices at once, removes the e-mail at once, and sends a
   * code to a new phone or e-mail. Refused for a phone that the business does not take, or that is
   * the present one; for a client's notices, and notices by an e-mail that is not verified; without
   * a step-up where it takes one; for the last second channel of an owner or admin; and beyond the
   * limits of codes.
   *
   * @param stepUp checks the fresh proof, see {@link StepUp#check}; not called for name and
   *     language alone
   */
  Result<Changed, IdentityRefusal> change(
      Actor.Person me,
      ProfileEdit edit,
      Supplier<Result<StepUp.Proof, IdentityRefusal>> stepUp,
      Instant now) {
    if (me.role() == Role.CLIENT) {
      List<Fault> faults = new ArrayList<>();
      edit.phone()
          .flatMap(phone -> countries.fault(me.tenant(), phone, "/phone"))
          .ifPresent(faults::add);
      if (!edit.bookingNotices().keeps()) {
        faults.add(
            new Fault("/bookingNotices", FaultCode.NOT_ALLOWED, "is for people of the team only"));
      }
      if (!faults.isEmpty()) {
        return Result.refused(new IdentityRefusal.Invalid(faults));
      }
    }
    if (edit.phone().isEmpty() && edit.email().keeps()) {
      return OptimisticRetry.untilWritten(() -> change(me, edit, Optional.empty(), now));
    }
    return stepUp
        .get()
        .then(
            proof -> OptimisticRetry.untilWritten(() -> change(me, edit, Optional.of(proof), now)));
  }

  /** One attempt; empty when the person was changed meanwhile. */
  private Optional<Result<Changed, IdentityRefusal>> change(
      Actor.Person me, ProfileEdit edit, Optional<StepUp.Proof> proof, Instant now) {
    TenantId tenant = me.tenant();
    PeopleStore.Reading read =
        people.accountWith(tenant, me.id(), List.of(Totp.key(tenant, me.id())));
    if (read.account().isEmpty()) {
      return Optional.of(Result.refused(new IdentityRefusal.NotFound("person")));
    }
    Account account = read.account().get();
    Person seen = account.person();
    Optional<IdentityRefusal> refusal =
        refusal(me, edit, seen, Totp.on(read.others(), tenant, me.id()).isPresent());
    if (refusal.isPresent()) {
      return Optional.of(Result.refused(refusal.get()));
    }
    LimitedTransaction writes = new LimitedTransaction(me, now);
    Optional<Challenge> challenge =
        target(edit).map(to -> challenges.prepare(draft(me, account, to), writes));
    if (proof.isPresent()) {
      if (!proof.get().session().isOpenIn(account.access())) {
        return Optional.of(Result.refused(OpenSession.ENDED));
      }
      writes.addUncounted(proof.get().all(), StepUp.REFUSED);
      writes.add(PeopleStore.checkVersion(tenant, me.id(), account.access().orElseThrow()));
    }
    Person person = seen;
    if (edit.changesAtOnce()) {
      Optional<String> email =
          edit.email() instanceof Patch.Clear ? Optional.empty() : seen.email();
      Profiles.Unsaved changed =
          profiles.change(
              tenant,
              seen.withLocale(Optional.ofNullable(edit.locale().apply(seen.locale().orElse(null))))
                  .withNotices(edit.noticesAfter(seen))
                  .withPreferences(PreferencesEdit.after(edit.preferences(), seen)),
              edit.name().orElse(seen.name()),
              email);
      person = changed.person();
      writes.addAll(changed.writes());
      if (email.isEmpty() && seen.email().isPresent()) {
        writes.add(
            events.record(tenant, SecurityEvent.own(SecurityEvent.Type.EMAIL_CHANGED, me, now)));
        writes.addAll(notices.writes(tenant, AccountMessage.EMAIL_CHANGED, seen, me.role(), now));
      }
    }
    Changed changed = new Changed(person, challenge);
    return writes.commit(table.platformAnd(tenant)).result(() -> changed);
  }

  private static Optional<IdentityRefusal> refusal(
      Actor.Person me, ProfileEdit edit, Person seen, boolean appIsOn) {
    if (seen.phoneVerified() && edit.phone().filter(seen.phone()::equals).isPresent()) {
      return Optional.of(
          new IdentityRefusal.Invalid(
              "/phone", FaultCode.CONFLICT, "is the one that is there already"));
    }
    if (edit.bookingNotices().given().filter(choice -> choice.missesEmail(seen)).isPresent()) {
      return Optional.of(
          new IdentityRefusal.Invalid(
              "/bookingNotices/channels",
              FaultCode.CONFLICT,
              "has EMAIL, but your e-mail is not verified"));
    }
    // Where an app is on, it was the proof, and the transaction holds that it stays.
    boolean losesLastChannel =
        edit.email() instanceof Patch.Clear
            && SecondChannel.mailbox(seen, me.role()).isPresent()
            && me.role().atLeast(Role.ADMIN)
            && !appIsOn;
    return losesLastChannel
        ? Optional.of(new IdentityRefusal.TeamNeedsSecondChannel())
        : Optional.empty();
  }

  /**
   * Sends a code to an e-mail that the person gave and never proved. Refused when there is none,
   * and beyond the limits of codes.
   */
  Result<Challenge, IdentityRefusal> sendEmailCode(Actor.Person me, Instant now) {
    Optional<Account> account = people.account(me.tenant(), me.id());
    if (account.isEmpty()) {
      return Result.refused(new IdentityRefusal.NotFound("person"));
    }
    Person person = account.get().person();
    Optional<Target> target =
        person
            .email()
            .filter(_ -> person.loginByEmail() && !person.emailVerified())
            .map(Target.Email::new);
    if (target.isEmpty()) {
      return Result.refused(new IdentityRefusal.NotFound("e-mail to be verified"));
    }
    if (account.get().access().isEmpty()) {
      return Result.refused(OpenSession.ENDED);
    }
    return challenges.open(me, draft(me, account.get(), target.get()), now);
  }

  private static Optional<Target> target(ProfileEdit edit) {
    return edit.phone()
        .<Target>map(Target.Phone::new)
        .or(() -> edit.email().given().map(Target.Email::new));
  }

  private static ChallengeDraft draft(Actor.Person me, Account account, Target to) {
    Channel channel =
        switch (to) {
          case Target.Phone _ -> Channel.SMS;
          case Target.Email _ -> Channel.EMAIL;
        };
    return ChallengeDraft.of(Challenge.Purpose.CONTACT, channel, to)
        .askedBy(Asker.of(me.role(), false))
        .session(me.session())
        .person(account);
  }
}
