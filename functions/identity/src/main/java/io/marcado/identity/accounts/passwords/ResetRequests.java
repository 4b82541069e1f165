package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.login.LoginName;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends tokens to people who forgot their passwords, or never had one. The caller does not learn
 * who has an account: answer, reads and writes are the same for everybody.
 */
@Singleton
final class ResetRequests {
  /** No country has this code, so a stand-in touches no limit of a real number. */
  private static final String NO_COUNTRY = "ZZ";

  private final PeopleStore people;
  private final Challenges challenges;
  private final ReachedLimits reached;
  private final SecurityEvents events;
  private final Table table;

  ResetRequests(
      PeopleStore people,
      Challenges challenges,
      ReachedLimits reached,
      SecurityEvents events,
      Table table) {
    this.people = people;
    this.challenges = challenges;
    this.reached = reached;
    this.events = events;
    this.table = table;
  }

  /**
   * Asks for a reset. Beyond the limits nothing goes out, and the caller cannot tell: the limits
   * are those of the account's phone, which the caller need not know.
   */
  void request(Actor actor, LoginName name, Instant now) {
    TenantId tenant = actor.tenant();
    PersonId holder = people.holderOrNobody(tenant, name.claim(tenant));
    PeopleStore.Reading read =
        people.accountWith(tenant, holder, List.of(Totp.key(tenant, holder)));
    boolean appIsOn = Totp.on(read.others(), tenant, holder).isPresent();
    // Nobody can reset an account that needs a second channel and has none, so nothing goes out.
    Optional<Account> entitled =
        read.account()
            .filter(Resettable::mayReset)
            .filter(
                known -> !Resettable.needsSecond(known) || SecondChannel.isThere(known, appIsOn));
    Optional<PersonId> personId = entitled.map(known -> known.person().id());
    LimitedTransaction writes = new LimitedTransaction(actor, now);
    Challenge second = challenges.prepare(second(name, entitled, appIsOn), writes);
    Challenge _ = challenges.prepare(first(name, entitled).second(second.id()), writes);
    writes.add(
        events.record(
            tenant,
            SecurityEvent.unknown(
                SecurityEvent.Type.PASSWORD_RESET_REQUESTED,
                personId.map(PersonId::value),
                actor,
                now)));
    if (writes.commitOnce(table.platformAnd(tenant)).isPresent()) {
      reached.byCodes(actor, name.normalised(), personId, now);
    }
  }

  private static ChallengeDraft first(LoginName name, Optional<Account> entitled) {
    if (entitled.isEmpty()) {
      PhoneNumber unknown =
          switch (name) {
            case LoginName.Phone(PhoneNumber phone) -> phone;
            case LoginName.Email email -> standIn(email.normalised());
          };
      return ChallengeDraft.of(Purpose.RESET, Channel.SMS, new Target.Phone(unknown)).asDecoy();
    }
    Account account = entitled.get();
    return ChallengeDraft.of(Purpose.RESET, Channel.SMS, new Target.Phone(account.person().phone()))
        .person(account)
        .credentials(account.verifiedCredentials().map(Credentials::id));
  }

  // There is always a second challenge, so that everybody costs as many writes and counts. Only
  // some of them go out.
  private static ChallengeDraft second(
      LoginName name, Optional<Account> entitled, boolean appIsOn) {
    return entitled
        .filter(account -> Resettable.needsSecond(account) && !appIsOn)
        .map(
            account ->
                ChallengeDraft.of(
                        Purpose.RESET_SECOND,
                        Channel.EMAIL,
                        new Target.Email(SecondChannel.mailbox(account).orElseThrow()))
                    .person(account))
        .orElseGet(
            () ->
                ChallengeDraft.of(
                        Purpose.RESET_SECOND,
                        Channel.EMAIL,
                        new Target.Email(standInMailbox(name.normalised())))
                    .asDecoy());
  }

  /** The mailbox to count for somebody who needs no second code. */
  private static String standInMailbox(String name) {
    return Ids.base32(Ids.sha256(List.of("no mailbox", name))) + "@invalid";
  }

  /** The phone to count for an unknown e-mail. */
  private static PhoneNumber standIn(String email) {
    long number = ByteBuffer.wrap(Ids.sha256(List.of("no phone", email))).getLong() >>> 1;
    return new PhoneNumber("+999%011d".formatted(number % 100_000_000_000L), NO_COUNTRY);
  }
}
