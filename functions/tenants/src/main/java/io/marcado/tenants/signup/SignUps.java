package io.marcado.tenants.signup;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.Plan;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
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
  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofHours(1);
  private static final Duration UNTIL_STAGES_WORK = Duration.ofSeconds(2);

  private final TenantStore tenants;
  private final OwnerAccounts owners;
  private final Shards shards;
  private final SignUpLimits limits;
  private final Provisioning provisioning;
  private final Ids ids;

  /**
   * What came of a sign-up.
   *
   * @param replayed true when the same request, by its idempotency key, had come before
   */
  public record Result(TenantView tenant, boolean replayed) {}

  SignUps(
      TenantStore tenants,
      OwnerAccounts owners,
      Shards shards,
      SignUpLimits limits,
      Provisioning provisioning,
      Ids ids) {
    this.tenants = tenants;
    this.owners = owners;
    this.shards = shards;
    this.limits = limits;
    this.provisioning = provisioning;
    this.ids = ids;
  }

  /**
   * Signs a business up, or finishes what the same sign-up began before.
   *
   * @param address whose sign-ups are counted
   * @throws Problem 409 for a slug that another business has, 422 for a key that came with another
   *     request, 429 when there were too many, 503 when no shard has room or the stage fails
   */
  public Result signUp(SignUp signUp, String address, Instant now) {
    limits.countAttempt(address);
    TenantId id = signUp.tenantId(ids);
    Standing standing = tenants.standing(signUp.slug(), id);
    return earlier(signUp, standing, now).orElseGet(() -> begin(signUp, id, address, now));
  }

  private Result begin(SignUp signUp, TenantId id, String address, Instant now) {
    List<String> open = tenants.withRoom(shards.ids(), shards.capacity());
    if (open.isEmpty()) {
      throw noRoom();
    }
    limits.count(address);
    OwnerAccounts.NewOwner owner = owners.prepare(id, signUp.owner(), now);
    for (String shard : open) {
      Tenant tenant = tenant(signUp, id, shard, owner.id().value(), now);
      Registration registration =
          tenants.register(
              tenant,
              signUp.settings(),
              owner.writes(),
              shards.capacity(),
              now.plus(Provisioning.AT_WORK));
      switch (registration) {
        case Registration.Done _ -> {
          finish(tenant, now);
          return result(tenant, signUp, false);
        }
        case Registration.Met(Standing standing) -> {
          return earlier(signUp, standing, now).orElseThrow(Problem::unavailable);
        }
        case Registration.Busy _ -> {
          return earlier(signUp, tenants.standing(signUp.slug(), id), now)
              .orElseThrow(Problem::unavailable);
        }
        case Registration.ShardFull _ -> {} // Filled up a moment ago; the next one may have room.
      }
    }
    throw noRoom();
  }

  /** What a sign-up gets for what is there already; nothing when its way is free. */
  private Optional<Result> earlier(SignUp signUp, Standing standing, Instant now) {
    if (standing.tenant().isPresent()) {
      Tenant made = standing.tenant().get();
      if (!isFrom(made, signUp)) {
        throw keyReused();
      }
      boolean finished =
          standing.entry().filter(entry -> entry.state() == SlugEntry.State.ACTIVE).isPresent();
      if (!finished) {
        finish(made, now);
      }
      return Optional.of(result(made, signUp, signUp.key().isPresent()));
    }
    return standing.entry().map(entry -> unfinishedOfOwn(signUp, entry, now));
  }

  // Somebody whose sign-up failed half-way sends it again, perhaps without a key. Two such at the
  // same time are still one business and one refusal: only one of them can take it over.
  private Result unfinishedOfOwn(SignUp signUp, SlugEntry entry, Instant now) {
    Tenant there = tenants.tenantOf(entry);
    if (signUp.key().isPresent() && signUp.keyHash().equals(there.keyHash())) {
      throw keyReused();
    }
    if (entry.stopped(now)
        && isFrom(there, signUp)
        && tenants.takeOver(there.slug(), now, now.plus(Provisioning.AT_WORK))) {
      finish(there, now);
      return result(there, signUp, false);
    }
    throw new Problem(TenantProblem.SLUG_TAKEN, "Another business uses this slug.");
  }

  private boolean isFrom(Tenant tenant, SignUp signUp) {
    return tenant.requestHash().equals(signUp.requestHash())
        && owners.isFrom(tenant.id(), new PersonId(tenant.ownerId()), signUp.owner());
  }

  private void finish(Tenant tenant, Instant now) {
    try {
      provisioning.finish(tenant, now);
    } catch (StageFailedException e) {
      LOG.warn("A stage could not be made: {}, {}", tenant.id(), e.getMessage());
      throw new Problem(
              CommonProblem.UNAVAILABLE,
              "Your business is signed up, but its address could not be made yet."
                  + " Send the same request again shortly.")
          .retryAfter(UNTIL_STAGES_WORK);
    }
  }

  private Result result(Tenant tenant, SignUp signUp, boolean replayed) {
    String baseUrl = shards.baseUrl(tenant.shard(), tenant.slug());
    return new Result(TenantView.of(tenant, baseUrl, signUp.owner()), replayed);
  }

  private static Tenant tenant(
      SignUp signUp, TenantId id, String shard, String ownerId, Instant now) {
    return new Tenant(
        id,
        signUp.slug(),
        signUp.businessName(),
        Plan.FREE,
        shard,
        ownerId,
        signUp.requestHash(),
        signUp.keyHash(),
        now);
  }

  private static Problem keyReused() {
    return new Problem(
        CommonProblem.IDEMPOTENCY_KEY_REUSED, "The same key came with another body.");
  }

  // The alarm looks for this event in the log: see SignUpCapacityMetric in this module's
  // template.yaml.
  private static Problem noRoom() {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "sign-up-capacity-exhausted")) {
      LOG.warn("No shard has room for another stage");
    }
    return new Problem(
            CommonProblem.UNAVAILABLE, "There is no room for another business now. Try later.")
        .retryAfter(UNTIL_THERE_IS_ROOM);
  }
}
