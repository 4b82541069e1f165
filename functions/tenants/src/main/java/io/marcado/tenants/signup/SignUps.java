package io.marcado.tenants.signup;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Plan;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.OwnedBusinesses;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.PhoneProofs;
import io.marcado.identity.published.SignUpProofs;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.tenants.signup.TenantStore.Registration;
import io.marcado.tenants.signup.TenantStore.Standing;
import io.marcado.tenants.stages.StageFailedException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Signs businesses up: first all that is kept of one in one transaction, then its stage, then the
 * mark that it is done.
 */
@Singleton
public final class SignUps {
  private static final Logger LOG = LoggerFactory.getLogger(SignUps.class);

  private final TenantStore tenants;
  private final OwnerAccounts owners;
  private final Shards shards;
  private final SignUpLimits limits;
  private final SignUpProofs proofs;
  private final OwnedBusinesses businesses;
  private final Provisioning provisioning;
  private final Ids ids;

  /**
   * A business that is signed up.
   *
   * @param replayed true when the same request, by its idempotency key, had come before
   */
  public record SignedUp(TenantView tenant, boolean replayed) {}

  SignUps(
      TenantStore tenants,
      OwnerAccounts owners,
      Shards shards,
      SignUpLimits limits,
      SignUpProofs proofs,
      OwnedBusinesses businesses,
      Provisioning provisioning,
      Ids ids) {
    this.tenants = tenants;
    this.owners = owners;
    this.shards = shards;
    this.limits = limits;
    this.proofs = proofs;
    this.businesses = businesses;
    this.provisioning = provisioning;
    this.ids = ids;
  }

  /**
   * Signs a business up, or finishes what the same sign-up began before.
   *
   * @param address whose sign-ups are counted
   */
  public Result<SignedUp, SignUpRefusal> signUp(SignUp signUp, String address, Instant now) {
    Optional<Duration> tooOften = limits.countAttempt(address);
    if (tooOften.isPresent()) {
      return Result.refused(new SignUpRefusal.TooOften(tooOften.get()));
    }
    TenantId id = signUp.tenantId(ids);
    Standing standing = tenants.standing(signUp.slug(), id);
    return earlier(signUp, standing, now).orElseGet(() -> begin(signUp, id, address, now));
  }

  private Result<SignedUp, SignUpRefusal> begin(
      SignUp signUp, TenantId id, String address, Instant now) {
    List<String> open = tenants.withRoom(shards.ids(), shards.capacity());
    if (open.isEmpty()) {
      return noRoom();
    }
    return checked(signUp, now).then(proof -> register(signUp, id, open, proof, address, now));
  }

  private Result<Optional<PhoneProofs.Checked>, SignUpRefusal> checked(SignUp signUp, Instant now) {
    if (signUp.proof().isEmpty()) {
      return Result.done(Optional.empty());
    }
    return proofs
        .check(SignUpProofs.SIGN_UPS, signUp.owner().phone(), signUp.proof().get(), now)
        .map(Optional::of)
        .mapRefusal(SignUpRefusal.NotProved::new);
  }

  private Result<SignedUp, SignUpRefusal> register(
      SignUp signUp,
      TenantId id,
      List<String> open,
      Optional<PhoneProofs.Checked> proof,
      String address,
      Instant now) {
    PhoneNumber phone = signUp.owner().phone();
    List<Count> counts = limits.counts(address, proof.map(_ -> phone));
    Optional<Duration> tooOften = limits.reached(counts, now);
    if (tooOften.isPresent()) {
      return Result.refused(new SignUpRefusal.TooOften(tooOften.get()));
    }
    OwnerAccounts.NewOwner owner = owners.prepare(id, signUp.owner(), now);
    for (String shard : open) {
      Tenant tenant = tenant(signUp, id, shard, owner.id().value(), now);
      Registration registration =
          tenants.register(
              tenant,
              signUp.settings(),
              businesses.add(phone, id, proof.isPresent()),
              owner.writes(),
              proof.map(proofs::uses).orElse(List.of()),
              counts,
              shards.capacity(),
              now.plus(Provisioning.AT_WORK));
      switch (registration) {
        case Registration.Done _ -> {
          proof.ifPresent(used -> proofs.entered(SignUpProofs.visitor(address), used));
          return finished(tenant, signUp, false, now);
        }
        case Registration.Met(Standing standing) -> {
          return earlier(signUp, standing, now).orElseGet(SignUps::busy);
        }
        case Registration.Busy _ -> {
          return earlier(signUp, tenants.standing(signUp.slug(), id), now).orElseGet(SignUps::busy);
        }
        case Registration.TooMany(List<Count> reached) -> {
          return Result.refused(
              new SignUpRefusal.TooOften(SignUpLimits.wait(reached.stream(), now).orElseThrow()));
        }
        case Registration.ProofUsed _ -> {
          return Result.refused(new SignUpRefusal.NotProved(new PhoneProofs.Expired()));
        }
        case Registration.OwnsTooMany _ -> {
          return Result.refused(new SignUpRefusal.OwnsTooMany(businesses.most()));
        }
        case Registration.ShardFull _ -> {} // Filled up a moment ago; the next one may have room.
      }
    }
    return noRoom();
  }

  /** The answer of a sign-up whose business or slug already exists; empty when it may go on. */
  private Optional<Result<SignedUp, SignUpRefusal>> earlier(
      SignUp signUp, Standing standing, Instant now) {
    // A batch is no snapshot: the business may have come between the reading of it and of its slug.
    Optional<Tenant> own =
        standing
            .tenant()
            .or(
                () ->
                    standing
                        .entry()
                        .filter(entry -> signUp.request().isOf(entry.tenant().value()))
                        .map(tenants::tenantOf));
    if (own.isEmpty()) {
      return standing.entry().map(entry -> unfinishedOfOwn(signUp, entry, now));
    }
    Tenant made = own.get();
    if (!isFrom(made, signUp)) {
      return Optional.of(Result.refused(new SignUpRefusal.KeyReused()));
    }
    boolean replayed = signUp.key().isPresent();
    boolean finished =
        standing.entry().filter(entry -> entry.state() == SlugEntry.State.ACTIVE).isPresent();
    return Optional.of(
        finished
            ? Result.done(signedUp(made, signUp, replayed))
            : finished(made, signUp, replayed, now));
  }

  // Somebody whose sign-up failed half-way sends it again, perhaps without a key. Two such at the
  // same time are still one business and one refusal: only one of them can take it over.
  private Result<SignedUp, SignUpRefusal> unfinishedOfOwn(
      SignUp signUp, SlugEntry entry, Instant now) {
    Tenant there = tenants.tenantOf(entry);
    if (signUp.key().isPresent() && signUp.keyHash().equals(there.keyHash())) {
      return Result.refused(new SignUpRefusal.KeyReused());
    }
    if (entry.stopped(now)
        && isFrom(there, signUp)
        && tenants.takeOver(there.slug(), now, now.plus(Provisioning.AT_WORK))) {
      return finished(there, signUp, false, now);
    }
    return Result.refused(new SignUpRefusal.SlugTaken());
  }

  private boolean isFrom(Tenant tenant, SignUp signUp) {
    return tenant.requestHash().equals(signUp.request().hash())
        && owners.isFrom(tenant.id(), new PersonId(tenant.ownerId()), signUp.owner());
  }

  private Result<SignedUp, SignUpRefusal> finished(
      Tenant tenant, SignUp signUp, boolean replayed, Instant now) {
    try {
      provisioning.finish(tenant, now);
    } catch (StageFailedException e) {
      LOG.warn("A stage could not be made: {}, {}", tenant.id(), e.getMessage());
      return Result.refused(new SignUpRefusal.NoStage());
    }
    return Result.done(signedUp(tenant, signUp, replayed));
  }

  private SignedUp signedUp(Tenant tenant, SignUp signUp, boolean replayed) {
    String baseUrl = shards.baseUrl(tenant.shard(), tenant.slug());
    return new SignedUp(TenantView.of(tenant, baseUrl, signUp.owner()), replayed);
  }

  private Tenant tenant(SignUp signUp, TenantId id, String shard, String ownerId, Instant now) {
    return new Tenant(
        id,
        signUp.slug(),
        signUp.businessName(),
        Plan.FREE,
        shard,
        Optional.of(shards.baseUrl(shard, signUp.slug())),
        ownerId,
        signUp.request().hash(),
        signUp.keyHash(),
        now);
  }

  private static Result<SignedUp, SignUpRefusal> busy() {
    return Result.refused(new SignUpRefusal.Busy());
  }

  // The alarm looks for this event in the log: see SignUpCapacityMetric in this module's
  // template.yaml.
  private static Result<SignedUp, SignUpRefusal> noRoom() {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "sign-up-capacity-exhausted")) {
      LOG.warn("No shard has room for another stage");
    }
    return Result.refused(new SignUpRefusal.NoRoom());
  }
}
