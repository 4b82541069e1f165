package io.marcado.identity.login;

import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.credentials.Credentials;
import io.marcado.identity.credentials.Password;
import io.marcado.identity.credentials.PasswordHasher;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.sms.SmsSender;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first half of a login: a right password makes a code go out to the account's phone. */
@Singleton
final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  /** An id that no person has. */
  private static final String NOBODY = "nobody";

  private final PeopleStore people;
  private final PasswordHasher hasher;
  private final LoginLimits limits;
  private final ChallengeStore challenges;
  private final SettingsReader settings;
  private final SmsSender sms;
  private final SecureRandom random;

  Logins(
      PeopleStore people,
      PasswordHasher hasher,
      LoginLimits limits,
      ChallengeStore challenges,
      SettingsReader settings,
      SmsSender sms,
      SecureRandom random) {
    this.people = people;
    this.hasher = hasher;
    this.limits = limits;
    this.challenges = challenges;
    this.settings = settings;
    this.sms = sms;
    this.random = random;
  }

  /**
   * Checks a password and sends a code.
   *
   * @throws Problem 401 for a wrong password and for an account that is not there or not enabled,
   *     which differ neither in the answer nor in what is done for it; 429 beyond the limits
   */
  Challenge start(Call call, LoginName name, Password password) {
    TenantId tenant = call.tenant();
    limits.countAttempt(tenant, name.normalised(), call.sourceAddress());
    // For nobody's name the same reads are made, and the same hash is computed.
    String userId = people.holder(tenant, name.claim(tenant)).orElse(NOBODY);
    Optional<Account> account = people.account(tenant, userId);
    Credentials credentials = account.flatMap(Account::credentials).orElse(null);
    if (credentials == null) {
      hasher.matchNobody(password);
      throw refused();
    }
    if (!hasher.matches(password, credentials.hash())
        || account.flatMap(Account::access).filter(PersonAccess::enabled).isEmpty()) {
      throw refused();
    }
    if (hasher.isOutdated(credentials.hash())) {
      people.rehash(tenant, userId, credentials, hasher.hash(password));
    }
    return send(call, account.orElseThrow(Logins::refused), credentials);
  }

  private Challenge send(Call call, Account account, Credentials credentials) {
    TenantId tenant = call.tenant();
    OrganizationSettings business = settings.get(tenant);
    limits.countCode(tenant, account.person().phone(), call.sourceAddress());
    String code = "%06d".formatted(random.nextInt(1_000_000));
    Challenge challenge =
        challenges.open(
            tenant,
            Challenge.Purpose.LOGIN,
            account.person().userId(),
            credentials.id(),
            code,
            call.now());
    String text = CodeMessage.text(business.locale(), business.branding().displayName(), code);
    return switch (sms.send(account.person().phone(), text)) {
      case SmsSender.Outcome.Accepted _ -> challenge;
      case SmsSender.Outcome.Refused(SmsSender.Reason reason) -> {
        // Phones are checked when they are registered, so this is ours to repair, not the caller's.
        LOG.error("A code could not be sent: {}", reason);
        throw Problem.unavailable();
      }
    };
  }

  private static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CREDENTIALS,
        "No account of this business has this phone or e-mail together with this password.");
  }
}
