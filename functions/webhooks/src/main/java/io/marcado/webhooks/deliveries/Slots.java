package io.marcado.webhooks.deliveries;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many requests go to one webhook at once, and that no two tell it of the same event. A slot is
 * a lease: who dies with one holds it until it ends. All slots of a webhook are one item.
 */
@Singleton
final class Slots {
  /** At once to a receiver that answers well. */
  static final int MOST = 10;

  /** At once to one that is slow or fails. */
  static final int MOST_STRAINED = 2;

  /** Longer than the timeout of the sending function (template.yaml: 30 s). */
  static final Duration LEASE = Duration.ofSeconds(35);

  private static final String EVENT = "e";
  private static final String HOLDER = "h";
  private static final String UNTIL = "u";

  private final Table table;
  private final Ids ids;
  private final SecureRandom random;

  Slots(Table table, Ids ids, SecureRandom random) {
    this.table = table;
    this.ids = ids;
    this.random = random;
  }

  /** Whether there is room. */
  sealed interface Answer {
    /** A slot was taken. */
    record Taken(Slot slot) implements Answer {}

    /** Somebody else tells the webhook of this event right now. */
    record Held() implements Answer {}

    /** All slots are taken. */
    record Full() implements Answer {}
  }

  /** A slot that is held. */
  record Slot(TenantId tenant, String webhookId, int number, String holder) {}

  /**
   * Takes a slot.
   *
   * @param most how many of the slots may be used, from the first
   */
  Answer take(TenantId tenant, String webhookId, String eventId, int most, Instant now) {
    String holder = ids.next();
    // At random, so that those who begin together seldom meet.
    int number = random.nextInt(most);
    for (int attempt = 0; attempt < MOST; attempt++) {
      Outcome outcome =
          table.of(tenant).write(taking(tenant, webhookId, number, eventId, holder, now));
      Optional<Outcome.Refused> refused = outcome.refusal();
      if (refused.isEmpty()) {
        return new Answer.Taken(new Slot(tenant, webhookId, number, holder));
      }
      Item present = refused.get().presentAt(0).orElseThrow();
      if (present.optionalText(HOLDER + number).filter(holder::equals).isPresent()) {
        // Our own write, whose answer was lost.
        return new Answer.Taken(new Slot(tenant, webhookId, number, holder));
      }
      if (IntStream.range(0, MOST)
          .anyMatch(
              i ->
                  !isFree(present, i, now)
                      && present.optionalText(EVENT + i).filter(eventId::equals).isPresent())) {
        return new Answer.Held();
      }
      int[] free = IntStream.range(0, most).filter(i -> isFree(present, i, now)).toArray();
      if (free.length == 0) {
        return new Answer.Full();
      }
      number = free[random.nextInt(free.length)];
    }
    return new Answer.Full();
  }

  /** Gives a slot back, if it is still held. */
  void release(Slot slot) {
    table
        .of(slot.tenant())
        .write(
            Write.update(
                key(slot.tenant(), slot.webhookId()),
                new Update()
                    .remove(EVENT + slot.number(), HOLDER + slot.number(), UNTIL + slot.number()),
                Condition.equal(HOLDER + slot.number(), slot.holder())))
        .refusal();
  }

  private static Write taking(
      TenantId tenant, String webhookId, int number, String eventId, String holder, Instant now) {
    Condition alone =
        IntStream.range(0, MOST)
            .mapToObj(
                i ->
                    Condition.absent(EVENT + i)
                        .or(Condition.notEqual(EVENT + i, eventId))
                        .or(Condition.less(UNTIL + i, now.toEpochMilli())))
            .reduce(Condition::and)
            .orElseThrow();
    Condition free =
        Condition.absent(UNTIL + number).or(Condition.less(UNTIL + number, now.toEpochMilli()));
    Instant until = now.plus(LEASE);
    return Write.update(
        key(tenant, webhookId),
        new Update()
            .set(EVENT + number, eventId)
            .set(HOLDER + number, holder)
            .set(UNTIL + number, until.toEpochMilli())
            .set("ttl", until.plus(Duration.ofDays(1)).getEpochSecond()),
        free.and(alone));
  }

  private static boolean isFree(Item slots, int number, Instant now) {
    return slots
        .optionalNumber(UNTIL + number)
        .filter(until -> until >= now.toEpochMilli())
        .isEmpty();
  }

  private static ItemKey key(TenantId tenant, String webhookId) {
    return ItemKey.of(tenant, "WEBHOOK#" + webhookId, "SLOTS");
  }
}
