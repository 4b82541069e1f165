package io.marcado.identity.accounts.registration;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Credentials.Registration;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PhoneCountries;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Registers clients. Whoever registers has verified nothing yet, so the answer tells nothing of a
 * record that was there before, nothing of that record is changed, and the password opens nothing
 * until a code that was sent to the phone comes back.
 */
@Singleton
final class Registrations {
  private final PeopleStore people;
  private final PasswordHasher hasher;
  private final CodeLimits limits;
  private final PhoneCountries countries;
  private final SecurityEvents events;
  private final Ids ids;

  Registrations(
      PeopleStore people,
      PasswordHasher hasher,
      CodeLimits limits,
      PhoneCountries countries,
      SecurityEvents events,
      Ids ids) {
    this.people = people;
    this.hasher = hasher;
    this.limits = limits;
    this.countries = countries;
    this.events = events;
    this.ids = ids;
  }

  /**
   * What came of a registration.
   *
   * @param replayed true when the same request had been answered before
   */
  record Registered(UserView user, boolean replayed) {}

  /**
   * Registers a client, or replaces a registration whose phone was never verified.
   *
   * @throws Problem 400 for a phone that the business does not take; 409 when the phone has an
   *     account, the one place where that is told to anybody, and counted for it, to a repetition
   *     too; 422 when the idempotency key was used for something else; 429 beyond the limits
   */
  Registered register(Call call, RegistrationDraft draft) {
    TenantId tenant = call.tenant();
    countries.require(tenant, draft.phone(), "/phone");
    limits.countRegistration(tenant, draft.phone(), call.sourceAddress(), call.now());
    Registration asked =
        new Registration(
            draft.idempotencyKey().map(key -> requestKey(tenant, draft, key)),
            draft.name(),
            draft.email(),
            call.now());
    Claim claim = Claim.phone(tenant, draft.phone());
    String hash = null;
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Optional<String> holder = people.holder(tenant, claim).map(PersonId::value);
      Optional<Account> account = holder.flatMap(userId -> people.account(tenant, userId));
      if (account.isPresent()) {
        requireFree(account.get());
        Optional<Registered> earlier = repetition(account.get(), asked, draft);
        if (earlier.isPresent()) {
          return earlier.get();
        }
      }
      if (hash == null) {
        hash = hasher.hash(draft.password());
      }
      Credentials credentials = new Credentials(ids.next(), hash, false, Optional.of(asked));
      String userId = holder.orElseGet(ids::next);
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.addAll(
          account.isPresent()
              ? join(tenant, account.get(), credentials)
              : create(tenant, userId, claim, draft, credentials));
      // Who did it is not known: nobody has verified the phone yet.
      writes.add(
          events.record(
              tenant,
              SecurityEvent.unknown(
                  SecurityEvent.Type.ACCOUNT_REGISTERED,
                  Optional.of(userId),
                  call.sourceAddress(),
                  call.now())));
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return new Registered(view(userId, draft, asked), false);
      }
      // Somebody registered the same phone at the same time: look again at who has it now.
    }
    throw new TableUnavailableException();
  }

  private List<Write> create(
      TenantId tenant,
      String userId,
      Claim claim,
      RegistrationDraft draft,
      Credentials credentials) {
    Instant registeredAt = credentials.registration().orElseThrow().at();
    // The e-mail waits with the password for the phone to be verified; a person needs some name.
    Person person = Person.of(userId, draft.name(), draft.phone(), Optional.empty(), registeredAt);
    return List.of(
        claim.take(userId),
        PeopleStore.create(tenant, person),
        Team.grantClient(tenant, userId),
        PeopleStore.set(tenant, userId, credentials));
  }

  private static List<Write> join(TenantId tenant, Account account, Credentials credentials) {
    String userId = account.person().userId();
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.checkUnchanged(tenant, account.person()));
    writes.add(PeopleStore.replaceUnverified(tenant, userId, credentials));
    writes.add(Team.asClient(tenant, account));
    return writes;
  }

  // Only of a registration that waits for its phone: once the account is somebody's, an answer that
  // depends on the password would be one to guess at beside the limits of logins. The password is
  // compared with the stored hash, instead of keeping a hash of the whole request that would be
  // quick to guess at.
  private Optional<Registered> repetition(
      Account account, Registration asked, RegistrationDraft draft) {
    Optional<Credentials> credentials = account.credentials();
    Optional<Registration> earlier = credentials.flatMap(Credentials::registration);
    if (asked.key().isEmpty() || !earlier.flatMap(Registration::key).equals(asked.key())) {
      return Optional.empty();
    }
    Credentials present = credentials.orElseThrow();
    if (!asked.sameProfile(earlier.orElseThrow())
        || !hasher.matches(draft.password(), present.hash())) {
      throw new Problem(
          CommonProblem.IDEMPOTENCY_KEY_REUSED,
          "This key was sent with another registration. Send a new key.");
    }
    UserView user = view(account.person().userId(), draft, earlier.orElseThrow());
    return Optional.of(new Registered(user, true));
  }

  private static void requireFree(Account account) {
    boolean verified =
        account.person().phoneVerified() || account.verifiedCredentials().isPresent();
    boolean mayRegister =
        account
            .access()
            .map(access -> access.enabled() && access.role() == Role.CLIENT)
            .orElse(true);
    if (verified || !mayRegister) {
      throw new Problem(
          IdentityProblem.PHONE_TAKEN, "An account with this phone exists. Log in instead.");
    }
  }

  // Nothing is verified yet, so there is no account.
  private static UserView view(String userId, RegistrationDraft draft, Registration asked) {
    return new UserView(
        userId,
        Role.CLIENT,
        asked.name(),
        draft.phone().e164(),
        asked.email().orElse(null),
        false,
        false,
        false,
        true,
        asked.at());
  }

  private static String requestKey(TenantId tenant, RegistrationDraft draft, String key) {
    return Ids.derived(List.of(tenant.value(), "RegisterClient", draft.phone().e164(), key));
  }
}
