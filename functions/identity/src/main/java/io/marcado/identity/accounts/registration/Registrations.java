package io.marcado.identity.accounts.registration;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
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
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PhoneCountries;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Registers clients. Somebody who registers has proved nothing yet. So the answer tells nothing of
 * an earlier record, nothing of that record changes, and the password opens nothing until a code
 * that went to the phone comes back. The login by that code is what makes an account.
 *
 * <p>So a phone that is known from a booking alone is free to register, proved or not. That is so
 * of a barred client's too, whose password opens nothing while the bar lasts.
 */
@Singleton
final class Registrations {
  private final PeopleStore people;
  private final PasswordHasher hasher;
  private final CodeLimits limits;
  private final PhoneCountries countries;
  private final SettingsReader settings;
  private final SecurityEvents events;
  private final Ids ids;

  Registrations(
      PeopleStore people,
      PasswordHasher hasher,
      CodeLimits limits,
      PhoneCountries countries,
      SettingsReader settings,
      SecurityEvents events,
      Ids ids) {
    this.people = people;
    this.hasher = hasher;
    this.limits = limits;
    this.countries = countries;
    this.settings = settings;
    this.events = events;
    this.ids = ids;
  }

  /**
   * A registration.
   *
   * @param replayed true when the same request had its answer before
   */
  record Registered(UserView user, boolean replayed) {}

  /**
   * Registers a client, or replaces a registration whose phone was never verified. Refused for a
   * password that others would try and for a phone that the business does not take; beyond the
   * limits; when the phone has an account, which is told here alone, and counted, for a repetition
   * too; and when the idempotency key came with another registration.
   */
  Result<Registered, IdentityRefusal> register(Actor actor, RegistrationDraft draft, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<IdentityRefusal> refusal =
        faults(tenant, draft).or(() -> limits.countRegistration(actor, draft.phone()));
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    Registration asked =
        new Registration(
            draft.idempotencyKey().map(key -> requestKey(tenant, draft, key)),
            draft.name(),
            draft.email(),
            draft.locale(),
            now);
    Claim claim = Claim.phone(tenant, draft.phone());
    // Hashed at most once, and not at all for a repetition.
    List<String> hash = new ArrayList<>();
    return OptimisticRetry.untilWritten(
        () -> {
          // A retry looks again at who has the phone now.
          Optional<PersonId> holder = people.holder(tenant, claim);
          Optional<Account> account = holder.flatMap(id -> people.account(tenant, id));
          Optional<Result<Registered, IdentityRefusal>> known =
              account.flatMap(present -> known(present, asked, draft));
          if (known.isPresent()) {
            return known;
          }
          if (hash.isEmpty()) {
            hash.add(hasher.hash(draft.password()));
          }
          Credentials credentials =
              new Credentials(ids.next(), hash.getFirst(), false, Optional.of(asked));
          PersonId personId = holder.orElseGet(() -> new PersonId(ids.next()));
          Transaction<IdentityRefusal> writes =
              new Transaction<IdentityRefusal>()
                  .addAll(
                      account.isPresent()
                          ? join(tenant, account.get(), credentials)
                          : create(tenant, personId, claim, draft, credentials))
                  // Nobody has verified the phone yet, so nobody is known to have done it.
                  .add(
                      events.record(
                          tenant,
                          SecurityEvent.unknown(
                              SecurityEvent.Type.ACCOUNT_REGISTERED,
                              Optional.of(personId.value()),
                              actor,
                              now)));
          return people
              .commit(tenant, writes)
              .result(() -> new Registered(view(personId, draft, asked), false));
        });
  }

  /** What only the settings show to be wrong with a phone that could be read. */
  List<Fault> faults(TenantId tenant, Optional<PhoneNumber> phone) {
    return phone.flatMap(one -> countries.fault(tenant, one, "/phone")).stream().toList();
  }

  private Optional<IdentityRefusal> faults(TenantId tenant, RegistrationDraft draft) {
    List<Fault> faults = new ArrayList<>(faults(tenant, Optional.of(draft.phone())));
    String business = settings.get(tenant).branding().displayName();
    draft
        .password()
        .faultFor("/password", draft.phone(), draft.email(), Optional.of(business))
        .ifPresent(faults::add);
    return faults.isEmpty() ? Optional.empty() : Optional.of(new IdentityRefusal.Invalid(faults));
  }

  private List<Write> create(
      TenantId tenant,
      PersonId personId,
      Claim claim,
      RegistrationDraft draft,
      Credentials credentials) {
    Instant registeredAt = credentials.registration().orElseThrow().at();
    // The e-mail waits with the password for the phone to be verified; a person needs some name.
    Person person =
        Person.of(personId, draft.name(), draft.phone(), Optional.empty(), registeredAt)
            .withLocale(draft.locale());
    return List.of(
        claim.take(personId),
        PeopleStore.create(tenant, person),
        PeopleStore.set(tenant, personId, credentials));
  }

  private static List<Write> join(TenantId tenant, Account account, Credentials credentials) {
    PersonId personId = account.person().id();
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.checkUnchanged(tenant, account.person()));
    writes.add(PeopleStore.replaceUnverified(tenant, personId, credentials));
    writes.add(Team.checkUnchanged(tenant, account));
    return writes;
  }

  /** The result for a phone that has an account, and for a repetition; empty for all others. */
  private Optional<Result<Registered, IdentityRefusal>> known(
      Account account, Registration asked, RegistrationDraft draft) {
    return account.hasAccount()
        ? Optional.of(Result.refused(new IdentityRefusal.PhoneRegistered()))
        : repetition(account, asked, draft);
  }

  // There are repetitions only of a registration that waits for its phone. Once somebody has the
  // account, an answer that depends on the password would allow guesses beside the limits of
  // logins. The password is compared with the stored hash: a fast hash of the whole request would
  // be quick to guess at.
  private Optional<Result<Registered, IdentityRefusal>> repetition(
      Account account, Registration asked, RegistrationDraft draft) {
    Optional<Credentials> credentials = account.credentials();
    Optional<Registration> earlier = credentials.flatMap(Credentials::registration);
    if (asked.key().isEmpty() || !earlier.flatMap(Registration::key).equals(asked.key())) {
      return Optional.empty();
    }
    boolean same =
        asked.sameProfile(earlier.orElseThrow())
            && hasher.matches(draft.password(), credentials.orElseThrow().hash());
    return Optional.of(
        same
            ? Result.done(
                new Registered(view(account.person().id(), draft, earlier.orElseThrow()), true))
            : Result.refused(new IdentityRefusal.KeyReused()));
  }

  // Nothing is verified yet, so there is no account.
  private static UserView view(PersonId personId, RegistrationDraft draft, Registration asked) {
    return new UserView(
        personId.value(),
        Role.CLIENT,
        asked.name(),
        draft.phone().e164(),
        asked.email().orElse(null),
        false,
        false,
        asked.locale().map(Locale::toLanguageTag).orElse(null),
        MessagePreferences.NONE,
        false,
        true,
        asked.at(),
        null,
        null,
        null,
        null);
  }

  private static String requestKey(TenantId tenant, RegistrationDraft draft, String key) {
    return Ids.derived(List.of(tenant.value(), "RegisterClient", draft.phone().e164(), key));
  }
}
