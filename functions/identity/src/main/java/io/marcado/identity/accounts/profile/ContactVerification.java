package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
import io.marcado.identity.accounts.codes.Message;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.sessions.SessionEnds;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.UserView;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Takes the codes that {@link ProfileChanges} had sent to new phones and e-mails, which count from
 * then on; the old contact is told. Whether one is somebody else's is told to its holder alone.
 */
@Singleton
final class ContactVerification {
  private final PeopleStore people;
  private final Profiles profiles;
  private final SessionList sessions;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final Notices notices;
  private final FailedAnswers failed;
  private final SecurityEvents events;

  ContactVerification(
      PeopleStore people,
      Profiles profiles,
      SessionList sessions,
      ChallengeStore store,
      UsedChallenges used,
      Notices notices,
      FailedAnswers failed,
      SecurityEvents events) {
    this.people = people;
    this.profiles = profiles;
    this.sessions = sessions;
    this.store = store;
    this.used = used;
    this.notices = notices;
    this.failed = failed;
    this.events = events;
  }

  /**
   * Takes the code that was sent to a new phone or e-mail, which counts from now on. A new phone
   * ends all other sessions.
   *
   * @throws Problem 401 when the code is wrong, or its challenge or the session no longer good; 409
   *     when somebody else has the phone, or verified the e-mail before
   */
  UserView verify(Call call, String challengeId, String code) {
    TenantId tenant = call.tenant();
    Actor.Person me = call.person();
    Challenge challenge =
        store
            .countTry(tenant, Challenge.Purpose.CONTACT, challengeId, call.now())
            .filter(asked -> asked.userId().equals(Optional.of(me.id().value())))
            .filter(asked -> asked.sessionId().equals(Optional.of(me.session().value())))
            .orElseThrow(ContactVerification::refused);
    if (!challenge.isAnsweredBy(code)) {
      throw failed.record(call, What.CONTACT, Optional.of(me.id().value()), refused());
    }
    Target target = challenge.target().orElseThrow();
    OpenSession session = sessions.of(call);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Account account = account(tenant, me.id().value());
      session.requireIn(account.access());
      if (!challenge.userVersion().equals(account.access().map(PersonAccess::userVersion))) {
        throw refused();
      }
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.add(session.check(), new IdentityRefusal.SessionEnded());
      writes.addAll(
          used.writes(challenge), new IdentityRefusal.InvalidCode(IdentityRefusal.CodeUse.CONTACT));
      Person changed =
          switch (target) {
            case Target.Phone(PhoneNumber phone) -> phone(call, account, phone, writes);
            case Target.Email(String email) -> email(call, account, email, writes);
          };
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return UserView.of(changed, me.role());
      }
      // The person, or a claim, was changed meanwhile: look again.
    }
    throw new TableUnavailableException();
  }

  private Person phone(
      Call call, Account account, PhoneNumber phone, Transaction<IdentityRefusal> writes) {
    TenantId tenant = call.tenant();
    Person seen = account.person();
    Person changed = seen.withPhone(phone, true);
    writes.add(PeopleStore.change(tenant, changed));
    PersonAccess access = account.access().orElseThrow(OpenSession::ended);
    if (phone.equals(seen.phone())) {
      writes.add(PeopleStore.checkVersion(tenant, seen.userId(), access));
      return changed;
    }
    writes.addAll(profiles.movePhone(call, seen, phone));
    writes.add(
        SessionEnds.endAllBut(
            tenant, seen.userId(), access, Optional.of(call.person().session().value())));
    writes.addAll(
        notices.writes(tenant, Message.PHONE_CHANGED, seen, call.person().role(), call.now()));
    return changed;
  }

  private Person email(
      Call call, Account account, String email, Transaction<IdentityRefusal> writes) {
    Person seen = account.person();
    Profiles.Change change = profiles.verified(call.tenant(), seen, email);
    writes.addAll(change.writes());
    writes.add(
        PeopleStore.checkVersion(
            call.tenant(), seen.userId(), account.access().orElseThrow(OpenSession::ended)));
    boolean same = seen.email().filter(present -> present.equalsIgnoreCase(email)).isPresent();
    if (same) {
      writes.add(event(call, SecurityEvent.Type.EMAIL_VERIFIED));
    } else {
      writes.add(event(call, SecurityEvent.Type.EMAIL_CHANGED));
      writes.addAll(
          notices.writes(
              call.tenant(), Message.EMAIL_CHANGED, seen, call.person().role(), call.now()));
    }
    return change.person();
  }

  private Write event(Call call, SecurityEvent.Type type) {
    return events.record(
        call.tenant(),
        SecurityEvent.own(type, call.person().id().value(), call.sourceAddress(), call.now()));
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
