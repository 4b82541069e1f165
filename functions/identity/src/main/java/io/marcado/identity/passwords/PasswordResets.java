package io.marcado.identity.passwords;

import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.codes.Answers;
import io.marcado.identity.codes.Challenge;
import io.marcado.identity.codes.Challenge.Purpose;
import io.marcado.identity.codes.ChallengeDraft;
import io.marcado.identity.codes.ChallengeStore;
import io.marcado.identity.codes.Challenges;
import io.marcado.identity.codes.Channel;
import io.marcado.identity.codes.LongToken;
import io.marcado.identity.codes.Message;
import io.marcado.identity.codes.Notices;
import io.marcado.identity.codes.Target;
import io.marcado.identity.credentials.Credentials;
import io.marcado.identity.credentials.Password;
import io.marcado.identity.limits.LimitedWrites;
import io.marcado.identity.login.LoginName;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.sessions.SessionEnds;
import io.marcado.identity.totp.Totp;
import io.marcado.identity.totp.TotpFactor;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets passwords of people who have forgotten theirs, or never had one: a token goes to the phone,
 * and for those who run a business a second code is needed, of their authenticator app or from
 * their mailbox. Whoever asks learns nothing of who has an account: the answer is the same, and so
 * is what is read and written for it.
 */
@Singleton
final class PasswordResets {
  private static final int ATTEMPTS = 3;

  /** An id that no person has. */
  private static final String NOBODY = "nobody";

  /** No country has it, so no limit of anybody's real number is touched. */
  private static final String NO_COUNTRY = "ZZ";

  private final PeopleStore people;
  private final Challenges challenges;
  private final ChallengeStore store;
  private final Answers answers;
  private final TotpFactor totp;
  private final NewPassword newPassword;
  private final SecurityEvents events;
  private final Notices notices;
  private final Table table;

  PasswordResets(
      PeopleStore people,
      Challenges challenges,
      ChallengeStore store,
      Answers answers,
      TotpFactor totp,
      NewPassword newPassword,
      SecurityEvents events,
      Notices notices,
      Table table) {
    this.people = people;
    this.challenges = challenges;
    this.store = store;
    this.answers = answers;
    this.totp = totp;
    this.newPassword = newPassword;
    this.events = events;
    this.notices = notices;
    this.table = table;
  }

  /**
   * Asks for a reset. Beyond the limits nothing is sent, and that shows in nothing either: they are
   * those of the account's phone, which the one who asks need not know.
   */
  void request(Call call, LoginName name) {
    TenantId tenant = call.tenant();
    String userId = people.holder(tenant, name.claim(tenant)).orElse(NOBODY);
    ItemKey appKey = Totp.key(tenant, userId);
    PeopleStore.Reading read = people.accountWith(tenant, userId, List.of(appKey));
    boolean appIsOn =
        Optional.ofNullable(read.others().get(appKey))
            .map(Totp::fromItem)
            .filter(Totp::isOn)
            .isPresent();
    Optional<Account> account = read.account().filter(PasswordResets::mayReset);
    // What has no second channel cannot be reset, so nothing is sent for it.
    Optional<Account> entitled =
        account.filter(
            known -> !needsSecond(known) || appIsOn || known.person().email().isPresent());
    LimitedWrites writes = new LimitedWrites();
    Challenge second = challenges.prepare(call, second(entitled, appIsOn), writes);
    challenges.prepare(call, first(name, entitled).second(second.id()), writes);
    writes.add(
        events.record(
            tenant,
            SecurityEvent.unknown(
                SecurityEvent.Type.PASSWORD_RESET_REQUESTED,
                entitled.map(known -> known.person().userId()),
                call.sourceAddress(),
                call.now())));
    try {
      if (!(writes.commit(table, tenant, call.now()) instanceof Outcome.Written)) {
        throw new TableUnavailableException();
      }
    } catch (Problem problem) {
      if (problem.code() != CommonProblem.TOO_MANY_REQUESTS) {
        throw problem;
      }
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
            .user(account.person().userId(), userVersion(account));
    return account.credentials().map(known -> draft.credentials(known.id())).orElse(draft);
  }

  // There is always a second one, though only some are sent, so that the writes are as many.
  private static ChallengeDraft second(Optional<Account> entitled, boolean appIsOn) {
    return entitled
        .filter(account -> needsSecond(account) && !appIsOn)
        .map(
            account ->
                ChallengeDraft.of(
                        Purpose.RESET_SECOND,
                        Channel.EMAIL,
                        new Target.Email(account.person().email().orElseThrow()))
                    .user(account.person().userId(), userVersion(account)))
        .orElseGet(() -> ChallengeDraft.totp(Purpose.RESET_SECOND).asDecoy());
  }

  /** What is counted in place of the phone that an unknown e-mail has not. */
  private static PhoneNumber standIn(String email) {
    long number = ByteBuffer.wrap(Ids.sha256(List.of("no phone", email))).getLong() >>> 1;
    return new PhoneNumber("+999%011d".formatted(number % 100_000_000_000L), NO_COUNTRY);
  }

  /**
   * Sets the password. The token is used up, every session ends, and so does every code that was
   * asked for with the old password. Costs one Argon2, once the token has proved to be right.
   *
   * @param secondCode of the authenticator app, a recovery code, or the code from the mailbox
   * @throws Problem 400 for a password that others would try; 401 when the token or the second code
   *     is wrong or no longer good; 403 when a second code is needed and there is none
   */
  void reset(Call call, LongToken token, Password password, Optional<String> secondCode) {
    TenantId tenant = call.tenant();
    Challenge challenge =
        store
            .countTry(tenant, Purpose.RESET, token.id(), call.now())
            .filter(asked -> asked.isAnsweredBy(token.secret()))
            .orElseThrow(PasswordResets::refused);
    String userId = challenge.userId().orElseThrow(PasswordResets::refused);
    Account account = account(tenant, userId, challenge);
    newPassword.requireFit(tenant, account.person(), password);
    List<Write> proof = new ArrayList<>(answers.use(challenge));
    if (needsSecond(account)) {
      proof.addAll(second(call, account, challenge, secondCode));
    }
    Credentials credentials = newPassword.credentials(password);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<Write> writes = new ArrayList<>(proof);
      writes.addAll(
          newPassword.writes(call, account, credentials, SecurityEvent.Type.PASSWORD_RESET));
      writes.add(access(tenant, account));
      if (!account.person().phoneVerified()) {
        writes.add(PeopleStore.change(tenant, account.person().withVerifiedPhone()));
      }
      switch (people.write(tenant, writes)) {
        case Outcome.Written _ -> {
          return;
        }
        case Outcome.Refused refusal -> {
          for (int position = 0; position < proof.size(); position++) {
            if (refusal.at(position)) {
              throw refused();
            }
          }
        }
        case Outcome.Contended _ -> throw new TableUnavailableException();
      }
      account = account(tenant, userId, challenge);
    }
    throw new TableUnavailableException();
  }

  private List<Write> second(
      Call call, Account account, Challenge challenge, Optional<String> given) {
    TenantId tenant = call.tenant();
    Person person = account.person();
    String code = given.orElseThrow(PasswordResets::secondRequired);
    Optional<Totp> app = totp.on(tenant, person.userId());
    if (app.isEmpty()) {
      return answers.use(
          challenge
              .secondId()
              .flatMap(id -> store.countTry(tenant, Purpose.RESET_SECOND, id, call.now()))
              .filter(asked -> asked.userId().equals(Optional.of(person.userId())))
              .filter(asked -> asked.isAnsweredBy(code))
              .orElseThrow(PasswordResets::refused));
    }
    TotpFactor.Use use =
        totp.check(tenant, person.userId(), app.get(), code, call.now())
            .orElseThrow(PasswordResets::refused);
    List<Write> writes = new ArrayList<>(List.of(use.write()));
    if (use.byRecoveryCode()) {
      writes.add(
          events.record(
              tenant,
              SecurityEvent.own(
                  SecurityEvent.Type.RECOVERY_CODE_USED,
                  person.userId(),
                  call.sourceAddress(),
                  call.now())));
      writes.add(
          notices.write(
              tenant, Message.RECOVERY_CODE_USED, person.phone(), person.email(), call.now()));
    }
    return writes;
  }

  /** The person, still as it was when the token was asked for. */
  private Account account(TenantId tenant, String userId, Challenge challenge) {
    return people
        .account(tenant, userId)
        .filter(PasswordResets::mayReset)
        .filter(known -> known.credentials().map(Credentials::id).equals(challenge.credentialsId()))
        .filter(known -> Optional.of(userVersion(known)).equals(challenge.userVersion()))
        .orElseThrow(PasswordResets::refused);
  }

  private static Write access(TenantId tenant, Account account) {
    String userId = account.person().userId();
    return account
        .access()
        .map(seen -> SessionEnds.endAllBut(tenant, userId, seen, Optional.empty()))
        .orElseGet(() -> PeopleStore.grant(tenant, userId, Role.CLIENT));
  }

  private static boolean mayReset(Account account) {
    return account.access().map(PersonAccess::enabled).orElse(true);
  }

  private static boolean needsSecond(Account account) {
    return account.access().filter(access -> access.role().atLeast(Role.ADMIN)).isPresent();
  }

  private static long userVersion(Account account) {
    return account.access().map(PersonAccess::userVersion).orElse(0L);
  }

  private static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The token or the second code is not the one that was sent, or it was used, guessed at too"
            + " often or is older than five minutes. Ask for a new one with POST"
            + " /auth/password/forgot.");
  }

  private static Problem secondRequired() {
    return new Problem(
        IdentityProblem.SECOND_CHANNEL_REQUIRED,
        "Send secondCode too: a code of your authenticator app, a recovery code, or the code that"
            + " went to your e-mail.");
  }
}
