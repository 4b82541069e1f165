package io.marcado.identity.people;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import java.util.Locale;

/**
 * Names the holder of a phone or an e-mail. There is one item for each, so that two people of one
 * business cannot have the same.
 *
 * @param key of the phone, or of the e-mail in lower case
 */
public record Claim(ItemKey key) {

  public static Claim phone(TenantId tenant, PhoneNumber phone) {
    return new Claim(ItemKey.of(tenant, "PHONE#" + phone.e164(), "CLAIM"));
  }

  /**
   * Says which client record stands for a phone of the team; see {@link
   * io.marcado.identity.published.ClientRecords}.
   */
  public static Claim clientOfTeamPhone(TenantId tenant, PhoneNumber phone) {
    return new Claim(ItemKey.of(tenant, "PHONE#" + phone.e164(), "CLIENT-CLAIM"));
  }

  public static Claim email(TenantId tenant, String email) {
    return new Claim(ItemKey.of(tenant, "EMAIL#" + email.toLowerCase(Locale.ROOT), "CLAIM"));
  }

  /** The write that claims it; refused when it is claimed already, by whomever. */
  public Write take(PersonId personId) {
    return Write.create(key, Item.builder().text("userId", personId.value()).build());
  }

  /** The write that gives it back; refused when it is not that person's. */
  public Write release(PersonId personId) {
    return Write.delete(key, Condition.equal("userId", personId.value()));
  }

  /** The write that passes it on; refused when it is not the first person's. */
  Write takeOver(PersonId from, PersonId personId) {
    return Write.put(
        key,
        Item.builder().text("userId", personId.value()).build(),
        Condition.equal("userId", from.value()));
  }

  /** Holds while it is that person's. */
  Write checkHeldBy(PersonId personId) {
    return Write.check(key, Condition.equal("userId", personId.value()));
  }

  /** Holds while nobody has it. */
  public Write checkFree() {
    return Write.check(key, Condition.ITEM_ABSENT);
  }

  static PersonId holder(Item item) {
    return new PersonId(item.text("userId"));
  }

  /** Hides the phone or e-mail. */
  @Override
  public String toString() {
    return "Claim";
  }
}
