package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.sessions.SessionEnds;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.published.OwnedBusinesses;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the codes that {@link OwnProfile} sent to new phones and e-mails. From then on the new
 * contact counts, and the old one gets a notice. Only the holder of a contact learns that somebody
 * else has it.
 */
@Singleton
final class ContactVerification {
  private static final IdentityRefusal REFUSED = new IdentityRefusal.CodeExpired(CodeUse.CONTACT);

  private final PeopleStore people;
  private final Profiles profiles;
  private final SessionList sessions;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final Notices notices;
  private final FailedAnswers failed;
  private final SecurityEvents events;
  private final OwnedBusinesses businesses;
  private final MessageDebt messages;

  ContactVerification(
      PeopleStore people,
      Profiles profiles,
      SessionList sessions,
      ChallengeStore store,
      UsedChallenges used,
      Notices notices,
      FailedAnswers failed,
      SecurityEvents events,
      MessageDebt messages,
      OwnedBusinesses businesses) {
    this.people = people;
    this.profiles = profiles;
    this.sessions = sessions;
    this.store = store;
    this.used = used;
    this.notices = notices;
    this.failed = failed;
    this.events = events;
    this.messages = messages;
    this.businesses = businesses;
  }

  /** A changed person, with the writes of the change. */
  private record Proved(Person person, List<Write> writes) {}

  /**
   * Takes the code that went to a new phone or e-mail, which counts from now on. A new phone ends
   * all other sessions. Refused when the code is wrong, when its challenge or the session is no
   * longer good, and when somebody else has the phone, or has proved the e-mail before, and when an
   * owner's new phone has as many businesses as it may.
   */
  Result<Person, IdentityRefusal> verify(
      Actor.Person me, String challengeId, String code, Instant now) {
    Optional<Challenge> counted =
        store
            .countTry(me.tenant(), Challenge.Purpose.CONTACT, challengeId, now)
            .filter(asked -> asked.isOf(me));
    if (counted.isEmpty()) {
      return Result.refused(REFUSED);
    }
    Challenge challenge = counted.get();
    if (!challenge.isAnsweredBy(code)) {
      return Result.refused(
          failed.record(me, CodeUse.CONTACT, Optional.of(me.id()), challenge.attemptsLeft(), now));
    }
    Optional<OpenSession> session = sessions.of(me);
    if (session.isEmpty()) {
      return Result.refused(OpenSession.ENDED);
    }
    // A retry looks again at the person and at who has the phone or e-mail.
    return OptimisticRetry.untilWritten(() -> verify(me, challenge, session.get(), now));
  }

  private Optional<Result<Person, IdentityRefusal>> verify(
      Actor.Person me, Challenge challenge, OpenSession session, Instant now) {
    Optional<Account> account = people.account(me.tenant(), me.id());
    if (account.isEmpty()) {
      return Optional.of(Result.refused(new IdentityRefusal.NotFound("person")));
    }
    Optional<PersonAccess> access = account.get().access();
    if (access.isEmpty() || !session.isOpenIn(access)) {
      return Optional.of(Result.refused(OpenSession.ENDED));
    }
    if (!challenge.userVersion().equals(Optional.of(access.get().userVersion()))) {
      return Optional.of(Result.refused(REFUSED));
    }
    Person seen = account.get().person();
    Result<Proved, IdentityRefusal> result =
        switch (challenge.target().orElseThrow()) {
          case Target.Phone(PhoneNumber phone) -> phone(me, seen, access.get(), phone, now);
          case Target.Email(String email) -> email(me, seen, access.get(), email, now);
        };
    return switch (result) {
      case Result.Refused<Proved, IdentityRefusal>(IdentityRefusal refusal) ->
          Optional.of(Result.refused(refusal));
      case Result.Done<Proved, IdentityRefusal>(Proved proved) -> {
        Transaction<IdentityRefusal> writes =
            new Transaction<IdentityRefusal>()
                .add(session.check(), OpenSession.ENDED)
                .addAll(used.writes(challenge), REFUSED)
                .addAll(proved.writes());
        if (me.role() == Role.OWNER && !proved.person().phone().equals(seen.phone())) {
          writes
              .add(businesses.remove(seen.phone(), me.tenant()))
              .add(businesses.add(proved.person().phone(), me.tenant(), true), businesses.full());
        }
        yield people.commitWithPlatform(me.tenant(), writes).result(proved::person);
      }
    };
  }

  private Result<Proved, IdentityRefusal> phone(
      Actor.Person me, Person seen, PersonAccess access, PhoneNumber phone, Instant now) {
    TenantId tenant = me.tenant();
    Person changed = seen.withPhone(phone, true);
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.change(tenant, changed));
    writes.addAll(messages.proved(tenant, seen, phone, me.role()));
    if (phone.equals(seen.phone())) {
      writes.add(PeopleStore.checkVersion(tenant, seen.id(), access));
      return Result.done(new Proved(changed, writes));
    }
    return profiles
        .movePhone(me, seen, phone, now)
        .map(
            moved -> {
              writes.addAll(moved);
              writes.add(SessionEnds.endAllBut(tenant, me.id(), access, Optional.of(me.session())));
              writes.addAll(
                  notices.writes(tenant, AccountMessage.PHONE_CHANGED, seen, me.role(), now));
              return new Proved(changed, writes);
            });
  }

  private Result<Proved, IdentityRefusal> email(
      Actor.Person me, Person seen, PersonAccess access, String email, Instant now) {
    TenantId tenant = me.tenant();
    boolean same = seen.email().filter(present -> present.equalsIgnoreCase(email)).isPresent();
    SecurityEvent.Type type =
        same ? SecurityEvent.Type.EMAIL_VERIFIED : SecurityEvent.Type.EMAIL_CHANGED;
    return profiles
        .verified(tenant, seen, email)
        .map(
            change -> {
              List<Write> writes = new ArrayList<>(change.writes());
              writes.add(PeopleStore.checkVersion(tenant, seen.id(), access));
              writes.add(events.record(tenant, SecurityEvent.own(type, me, now)));
              if (!same) {
                writes.addAll(
                    notices.writes(tenant, AccountMessage.EMAIL_CHANGED, seen, me.role(), now));
              }
              return new Proved(change.person(), writes);
            });
  }
}
