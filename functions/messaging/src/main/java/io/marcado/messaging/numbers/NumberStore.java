package io.marcado.messaging.numbers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the linked numbers. A business has one at most. An item of the platform says whose a number
 * is, so it belongs to one business only, and is found when Meta tells of it.
 */
@Singleton
final class NumberStore {
  private static final String OWNER = "tenant";

  private final Table table;
  private final Ids ids;

  NumberStore(Table table, Ids ids) {
    this.table = table;
    this.ids = ids;
  }

  static ItemKey key(TenantId business) {
    return ItemKey.of(business, "WHATSAPP", "NUMBER");
  }

  static ItemKey claim(String phoneNumberId) {
    return PartitionKey.platform("WHATSAPP-NUMBER#" + phoneNumberId).item("OWNER");
  }

  static Optional<LinkedNumber> present(Table table, TenantId business) {
    return table.of(business).get(key(business)).map(LinkedNumber::of);
  }

  /** The number of a business as it is now. */
  Optional<LinkedNumber> get(TenantId business) {
    return present(table, business);
  }

  /** The end of an attempt to link a number. */
  enum Linking {
    DONE,
    /** The number is another business's. */
    TAKEN,
    /** The link was changed after it was read. */
    CHANGED
  }

  /**
   * Links a number in place of the one that there was, which is free again then.
   *
   * @param before as it was read
   */
  Linking link(Actor actor, Optional<LinkedNumber> before, LinkedNumber after, Instant now) {
    TenantId business = actor.tenant();
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.put(
            claim(after.phoneNumberId()),
            Item.builder().text(OWNER, business.value()).build(),
            Condition.ITEM_ABSENT.or(isOf(business))));
    writes.add(Write.put(key(business), after.item(), isAsIt(before)));
    before
        .filter(old -> !old.phoneNumberId().equals(after.phoneNumberId()))
        .ifPresent(old -> writes.add(released(business, old)));
    writes.add(change(actor, before, Optional.of(after), now));
    return switch (table.platformAnd(business).transact(writes)) {
      case Outcome.Written _ -> Linking.DONE;
      case Outcome.Refused refused when refused.at(0) -> Linking.TAKEN;
      case Outcome.Refused _, Outcome.Contended _ -> Linking.CHANGED;
    };
  }

  /**
   * Unlinks the number of a business.
   *
   * @return false when the link was changed meanwhile
   */
  boolean unlink(Actor actor, LinkedNumber before, Instant now) {
    TenantId business = actor.tenant();
    return table
        .platformAnd(business)
        .transact(
            List.of(
                Write.delete(key(business), isAsIt(Optional.of(before))),
                released(business, before),
                change(actor, Optional.of(before), Optional.empty(), now)))
        .written();
  }

  // News of it by sending may change it between.
  private static Condition isAsIt(Optional<LinkedNumber> before) {
    return before
        .map(
            known ->
                Condition.equal("phoneNumberId", known.phoneNumberId())
                    .and(Condition.equal("linkedAt", known.linkedAt())))
        .orElse(Condition.ITEM_ABSENT);
  }

  private static Write released(TenantId business, LinkedNumber number) {
    return Write.delete(claim(number.phoneNumberId()), isOf(business));
  }

  private static Condition isOf(TenantId business) {
    return Condition.equal(OWNER, business.value());
  }

  private Write change(
      Actor actor, Optional<LinkedNumber> before, Optional<LinkedNumber> after, Instant now) {
    return Changes.write(
        actor.tenant(),
        Change.by(
            actor,
            Change.Subject.SETTINGS,
            "whatsapp",
            after.isEmpty() ? "deleted" : before.isEmpty() ? "created" : "updated",
            told(before),
            told(after),
            Set.of(),
            now,
            ids.next()));
  }

  private static ObjectNode told(Optional<LinkedNumber> number) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    number.ifPresent(
        linked ->
            told.put("phone", "+" + linked.digits())
                .put("phoneNumberId", linked.phoneNumberId())
                .put("businessAccountId", linked.businessAccountId()));
    return told;
  }
}
