package io.marcado.identity.published;

import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * The businesses of each owner's phone, of which there may be so many at once. One item of the
 * platform for each phone names them, under a hash of the phone. Those of sign-ups without a proof
 * of the phone stand apart, so a stranger cannot use up the number of an owner.
 */
@Singleton
public final class OwnedBusinesses {
  private static final String PROVED = "proved";
  private static final String UNPROVED = "unproved";

  private final Limits limits;

  public OwnedBusinesses(Limits limits) {
    this.limits = limits;
  }

  /**
   * The write that makes a business one of a phone, for a transaction that takes items of the
   * platform; refused when the phone has as many as it may.
   *
   * @param proved whether its owner has proved the phone
   */
  public Write add(PhoneNumber phone, TenantId tenant, boolean proved) {
    String name = proved ? PROVED : UNPROVED;
    int most = most();
    return Write.update(
        key(phone),
        new Update().add(name, Set.of(tenant.value())),
        most > 0
            ? Condition.absent(name).or(Condition.smaller(name, most))
            : Condition.smaller(name, 0));
  }

  /** The write that makes it one of this phone no more; never refused. */
  public Write remove(PhoneNumber phone, TenantId tenant) {
    Set<String> one = Set.of(tenant.value());
    return Write.update(key(phone), new Update().delete(PROVED, one).delete(UNPROVED, one));
  }

  /** Why a business was not added. */
  public IdentityRefusal full() {
    return new IdentityRefusal.TooManyBusinesses(most());
  }

  /** How many businesses a phone may have. */
  public int most() {
    return limits.most(LimitPolicy.BUSINESSES_OF_PHONE);
  }

  private static ItemKey key(PhoneNumber phone) {
    return ItemKey.platform(
        "OWNER#" + Ids.base32(Ids.sha256(List.of("owner", phone.e164()))), "BUSINESSES");
  }
}
