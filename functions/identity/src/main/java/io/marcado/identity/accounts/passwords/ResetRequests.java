package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.login.LoginName;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.SecondChannel;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Has tokens sent to people who have forgotten their passwords, or never had one. Whoever asks
 * learns nothing of who has an account: the answer is the same, and so is what is read and written
 * for it.
 */
@Singleton
final class ResetRequests {
  /** An id that no person has. */
  private static final String NOBODY = "nobody";

  /** No country has it, so no limit of anybody's real number is touched. */
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
   * Asks for a reset. Beyond the limits nothing is sent, and that shows in nothing either: they are
   * those of the account's phone, which the one who asks need not know.
   */
  void request(Call call, LoginName name) {
    TenantId tenant = call.tenant();
    String userId = people.holder(tenant, name.claim(tenant)).map(PersonId::value).orElse(NOBODY);
    PeopleStore.Reading read =
        people.accountWith(
            tenant, userId, List.of(Totp.key(tenant, userId), PlanReader.key(tenant)));
    Optional<String> plan = PlanReader.among(read.others(), tenant);
    boolean appIsOn = Totp.on(read.others(), tenant, userId).isPresent();
    Optional<Account> account = read.account().filter(Resettable::mayReset);
    // What has no second channel cannot be reset, so nothing is sent for it.
    Optional<Account> entitled =
        account.filter(
            known -> !Resettable.needsSecond(known) || SecondChannel.isThere(known, appIsOn));
    LimitedTransaction writes = new LimitedTransaction(call.now());
    Challenge second = challenges.prepare(call, second(name, entitled, appIsOn), writes, plan);
    challenges.prepare(call, first(name, entitled).second(second.id()), writes, plan);
    writes.add(
        events.record(
            tenant,
            SecurityEvent.unknown(
                SecurityEvent.Type.PASSWORD_RESET_REQUESTED,
                entitled.map(known -> known.person().userId()),
                call.sourceAddress(),
                call.now())));
    if (writes.commitOnce(table.platformAnd(tenant)).isPresent()) {
      reached.byCodes(call, name.normalised(), entitled.map(known -> known.person().userId()));
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
    ChallengeDraft draft =
        ChallengeDraft.of(Purpose.RESET, Channel.SMS, new Target.Phone(account.person().phone()))
            .user(account.person().userId(), account.userVersion());
    return account.verifiedCredentials().map(known -> draft.credentials(known.id())).orElse(draft);
  }

  // There is always a second one, though only some are sent, so that as much is written and
  // counted.
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
                    .user(account.person().userId(), account.userVersion()))
        .orElseGet(
            () ->
                ChallengeDraft.of(
                        Purpose.RESET_SECOND,
                        Channel.EMAIL,
                        new Target.Email(standInMailbox(name.normalised())))
                    .asDecoy());
  }

  /** What is counted in place of the mailbox of somebody who needs no second code. */
  private static String standInMailbox(String name) {
    return Ids.base32(Ids.sha256(List.of("no mailbox", name))) + "@invalid";
  }

  /** What is counted in place of the phone that an unknown e-mail has not. */
  private static PhoneNumber standIn(String email) {
    long number = ByteBuffer.wrap(Ids.sha256(List.of("no phone", email))).getLong() >>> 1;
    return new PhoneNumber("+999%011d".formatted(number % 100_000_000_000L), NO_COUNTRY);
  }
}
