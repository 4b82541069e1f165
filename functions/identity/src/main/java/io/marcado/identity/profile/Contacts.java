package io.marcado.identity.profile;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.codes.Challenge;
import io.marcado.identity.codes.ChallengeDraft;
import io.marcado.identity.codes.ChallengeStore;
import io.marcado.identity.codes.Challenges;
import io.marcado.identity.codes.Channel;
import io.marcado.identity.codes.FailedAnswers;
import io.marcado.identity.codes.FailedAnswers.What;
import io.marcado.identity.codes.Message;
import io.marcado.identity.codes.Notices;
import io.marcado.identity.codes.Target;
import io.marcado.identity.codes.UsedChallenges;
import io.marcado.identity.limits.Asker;
import io.marcado.identity.limits.LimitedTransaction;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.UserView;
import io.marcado.identity.sessions.SessionEnds;
import io.marcado.identity.stepup.StepUp;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.Caller;
import io.marcado.platform.auth.PersonAccess;
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
 * Changes of the own profile. A new phone or e-mail needs a fresh proof of who asks, counts once a
 * code that was sent to it came back, and is told to the old one. Whether it is somebody else's is
 * told to its holder alone.
 */
@Singleton
final class Contacts {
  private static final int ATTEMPTS = 4;

  private final PeopleStore people;
  private final Profiles profiles;
  private final Challenges challenges;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final Notices notices;
  private final FailedAnswers failed;
  private final SecurityEvents events;
  private final PhoneCountries countries;
  private final Table table;

  Contacts(
      PeopleStore people,
      Profiles profiles,
      Challenges challenges,
      ChallengeStore store,
      UsedChallenges used,
      Notices notices,
      FailedAnswers failed,
      SecurityEvents events,
      PhoneCountries countries,
      Table table) {
    this.people = people;
    this.profiles = profiles;
    this.challenges = challenges;
    this.store = store;
    this.used = used;
    this.notices = notices;
    this.failed = failed;
    this.events = events;
    this.countries = countries;
    this.table = table;
  }

  /**
   * Changes the name at once, removes the e-mail at once, and sends a code to a new phone or
   * e-mail.
   *
   * @param stepUp checks the fresh proof, see {@link StepUp#proof}; not asked for the name alone
   * @throws Problem 400 for a phone that the business does not take; 403 without a step-up where
   *     one is needed; 429 beyond the limits of codes
   */
  ProfileView change(Call call, ProfileChange change, Supplier<List<Write>> stepUp) {
    TenantId tenant = call.tenant();
    Caller.User me = call.user();
    if (change.phone() instanceof Patch.Set<PhoneNumber>(PhoneNumber phone)
        && me.role() == Role.CLIENT) {
      countries.require(tenant, phone, "/phone");
    }
    List<Write> proof = change.phone().keeps() && change.email().keeps() ? List.of() : stepUp.get();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Account account = account(tenant, me.userId());
      Person seen = account.person();
      if (change.phone() instanceof Patch.Set<PhoneNumber>(PhoneNumber phone)
          && phone.equals(seen.phone())
          && seen.phoneVerified()) {
        throw Problem.invalid("/phone", "is the one that is there already");
      }
      LimitedTransaction writes = new LimitedTransaction(call.now());
      Optional<Challenge> challenge =
          target(change).map(to -> challenges.prepare(call, draft(call, account, to), writes));
      writes.addUncounted(proof, StepUp::refused);
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
              .writes(tenant, Message.EMAIL_CHANGED, seen, call.user().role(), call.now())
              .forEach(writes::add);
        }
      }
      if (writes.commit(table.platformAnd(tenant))) {
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
  Verification verifyEmail(Call call) {
    Account account = account(call.tenant(), call.user().userId());
    Target.Email target =
        account
            .person()
            .email()
            .filter(_ -> !account.person().emailVerified())
            .map(Target.Email::new)
            .orElseThrow(() -> Problem.notFound("e-mail to be verified"));
    return Verification.of(challenges.open(call, draft(call, account, target)));
  }

  /**
   * Takes the code that was sent to a new phone or e-mail, which counts from now on. A new phone
   * ends all other sessions.
   *
   * @throws Problem 401 when the code is wrong or its challenge no longer good; 409 when somebody
   *     else has the phone, or proved the e-mail before
   */
  UserView verify(Call call, String challengeId, String code) {
    TenantId tenant = call.tenant();
    Caller.User me = call.user();
    Challenge challenge =
        store
            .countTry(tenant, Challenge.Purpose.CONTACT, challengeId, call.now())
            .filter(asked -> asked.userId().equals(Optional.of(me.userId())))
            .filter(asked -> asked.sessionId().equals(Optional.of(me.sessionId())))
            .orElseThrow(Contacts::refused);
    if (!challenge.isAnsweredBy(code)) {
      throw failed.record(call, What.CONTACT, Optional.of(me.userId()), refused());
    }
    Target target = challenge.target().orElseThrow();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Account account = account(tenant, me.userId());
      if (!challenge.userVersion().equals(account.access().map(PersonAccess::userVersion))) {
        throw refused();
      }
      Transaction writes = new Transaction();
      writes.addAll(used.writes(challenge), Contacts::refused);
      Person changed =
          switch (target) {
            case Target.Phone(PhoneNumber phone) -> phone(call, account, phone, writes);
            case Target.Email(String email) -> email(call, account.person(), email, writes);
          };
      if (people.commit(tenant, writes)) {
        return UserView.of(changed, me.role());
      }
      // The person, or a claim, was changed meanwhile: look again.
    }
    throw new TableUnavailableException();
  }

  private Person phone(Call call, Account account, PhoneNumber phone, Transaction writes) {
    TenantId tenant = call.tenant();
    Person seen = account.person();
    Person changed = seen.withPhone(phone, true);
    writes.add(PeopleStore.change(tenant, changed));
    if (phone.equals(seen.phone())) {
      return changed;
    }
    writes.addAll(profiles.movePhone(call, seen, phone));
    writes.add(
        SessionEnds.endAllBut(
            tenant,
            seen.userId(),
            account.access().orElseThrow(Contacts::refused),
            Optional.of(call.user().sessionId())));
    writes.addAll(
        notices.writes(tenant, Message.PHONE_CHANGED, seen, call.user().role(), call.now()));
    return changed;
  }

  private Person email(Call call, Person seen, String email, Transaction writes) {
    Profiles.Change change = profiles.verified(call.tenant(), seen, email);
    writes.addAll(change.writes());
    boolean same = seen.email().filter(present -> present.equalsIgnoreCase(email)).isPresent();
    if (same) {
      writes.add(event(call, SecurityEvent.Type.EMAIL_VERIFIED));
    } else {
      writes.add(event(call, SecurityEvent.Type.EMAIL_CHANGED));
      writes.addAll(
          notices.writes(
              call.tenant(), Message.EMAIL_CHANGED, seen, call.user().role(), call.now()));
    }
    return change.person();
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
        .askedBy(Asker.of(call.user().role(), false))
        .session(call.user().sessionId())
        .user(
            account.person().userId(),
            account.access().orElseThrow(Contacts::refused).userVersion());
  }

  private Write event(Call call, SecurityEvent.Type type) {
    return events.record(
        call.tenant(),
        SecurityEvent.own(type, call.user().userId(), call.sourceAddress(), call.now()));
  }

  private Account account(TenantId tenant, String userId) {
    return people.account(tenant, userId).orElseThrow(() -> Problem.notFound("person"));
  }

  private static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The code is not the one that was sent, or it was used, guessed at too often or is older"
            + " than five minutes. Ask for a new one.");
  }
}
