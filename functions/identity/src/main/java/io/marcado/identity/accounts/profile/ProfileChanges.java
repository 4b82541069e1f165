package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.codes.Message;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.people.UserView;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PhoneCountries;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes of one's own profile. A new phone or e-mail needs a fresh proof of who asks, and counts
 * once {@link ContactVerification} has seen the code that was sent to it.
 */
@Singleton
final class ProfileChanges {
  private final PeopleStore people;
  private final Profiles profiles;
  private final Challenges challenges;
  private final Notices notices;
  private final SecurityEvents events;
  private final PhoneCountries countries;
  private final Table table;

  ProfileChanges(
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
   * Changes the name at once, removes the e-mail at once, and sends a code to a new phone or
   * e-mail.
   *
   * @param stepUp checks the fresh proof, see {@link StepUp#check}; not asked for the name alone
   * @throws Problem 400 for a phone that the business does not take; 403 without a step-up where
   *     one is needed; 409 for the last second channel of somebody who runs the business; 429
   *     beyond the limits of codes
   */
  ProfileView change(Call call, ProfileChange change, Supplier<StepUp.Proof> stepUp) {
    TenantId tenant = call.tenant();
    Actor.Person me = call.person();
    if (change.phone() instanceof Patch.Set<PhoneNumber>(PhoneNumber phone)
        && me.role() == Role.CLIENT) {
      countries.require(tenant, phone, "/phone");
    }
    Optional<StepUp.Proof> proof =
        change.phone().keeps() && change.email().keeps()
            ? Optional.empty()
            : Optional.of(stepUp.get());
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      PeopleStore.Reading read =
          people.accountWith(tenant, me.id().value(), List.of(Totp.key(tenant, me.id().value())));
      Account account = read.account().orElseThrow(() -> Problem.notFound("person"));
      Optional<Totp> app = Totp.on(read.others(), tenant, me.id().value());
      Person seen = account.person();
      if (change.phone() instanceof Patch.Set<PhoneNumber>(PhoneNumber phone)
          && phone.equals(seen.phone())
          && seen.phoneVerified()) {
        throw Problem.invalid("/phone", "is the one that is there already");
      }
      // Where an app is on it was the proof, and the transaction holds that it stays.
      if (change.email() instanceof Patch.Clear
          && SecondChannel.mailbox(seen, me.role()).isPresent()
          && me.role().atLeast(Role.ADMIN)
          && app.isEmpty()) {
        throw new Problem(
            IdentityProblem.NO_SECOND_CHANNEL,
            "Whoever runs a business keeps an e-mail or an authenticator app: a forgotten password"
                + " could not be reset without. Set up an app first, or give another e-mail.");
      }
      LimitedTransaction writes = new LimitedTransaction(call.now());
      Optional<Challenge> challenge =
          target(change).map(to -> challenges.prepare(call, draft(call, account, to), writes));
      if (proof.isPresent()) {
        proof.get().session().requireIn(account.access());
        writes.addUncounted(proof.get().all(), StepUp.REFUSED);
        writes.add(
            PeopleStore.checkVersion(tenant, me.id().value(), account.access().orElseThrow()));
      }
      Person person = seen;
      if (!change.name().keeps() || change.email() instanceof Patch.Clear) {
        Optional<String> email =
            change.email() instanceof Patch.Clear ? Optional.empty() : seen.email();
        Profiles.Change changed =
            profiles.change(tenant, seen, change.name().apply(seen.name(), seen.name()), email);
        person = changed.person();
        writes.addAll(changed.writes());
        if (email.isEmpty() && seen.email().isPresent()) {
          writes.add(event(call, SecurityEvent.Type.EMAIL_CHANGED));
          notices
              .writes(tenant, Message.EMAIL_CHANGED, seen, call.person().role(), call.now())
              .forEach(writes::add);
        }
      }
      if (IdentityProblems.isWritten(writes.commit(table.platformAnd(tenant)))) {
        return new ProfileView(
            UserView.of(person, me.role()), challenge.map(Verification::of).orElse(null));
      }
      // The person was changed meanwhile: look again.
    }
    throw new TableUnavailableException();
  }

  /**
   * Sends a code to the e-mail that was given and never proved.
   *
   * @throws Problem 404 when there is none; 429 beyond the limits of codes
   */
  Verification sendEmailCode(Call call) {
    Account account = account(call.tenant(), call.person().id().value());
    Target.Email target =
        account
            .person()
            .email()
            .filter(_ -> !account.person().emailVerified())
            .map(Target.Email::new)
            .orElseThrow(() -> Problem.notFound("e-mail to be verified"));
    return Verification.of(challenges.open(call, draft(call, account, target)));
  }

  private static Optional<Target> target(ProfileChange change) {
    if (change.phone() instanceof Patch.Set<PhoneNumber>(PhoneNumber phone)) {
      return Optional.of(new Target.Phone(phone));
    }
    return change.email() instanceof Patch.Set<String>(String email)
        ? Optional.of(new Target.Email(email))
        : Optional.empty();
  }

  private static ChallengeDraft draft(Call call, Account account, Target to) {
    Channel channel =
        switch (to) {
          case Target.Phone _ -> Channel.SMS;
          case Target.Email _ -> Channel.EMAIL;
        };
    return ChallengeDraft.of(Challenge.Purpose.CONTACT, channel, to)
        .askedBy(Asker.of(call.person().role(), false))
        .session(call.person().session().value())
        .user(
            account.person().userId(),
            account.access().orElseThrow(OpenSession::ended).userVersion());
  }

  private Write event(Call call, SecurityEvent.Type type) {
    return events.record(
        call.tenant(),
        SecurityEvent.own(type, call.person().id().value(), call.sourceAddress(), call.now()));
  }

  private Account account(TenantId tenant, String userId) {
    return people.account(tenant, userId).orElseThrow(() -> Problem.notFound("person"));
  }
}
