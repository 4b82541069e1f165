package io.marcado.messaging.numbers;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppSender.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * A number that a business has linked. Its token is in Secrets Manager alone.
 *
 * @param digits of the number in international form, without {@code +}
 * @param verifiedName as clients see it; empty when Meta tells none
 * @param linkedAt when its owner linked it first
 * @param workingSince when a message came to it first, which proves that we hear of it; empty until
 *     then, while the platform's number sends
 * @param refusal of the last message, when Meta refused it for a reason that its owner has to mend
 */
record LinkedNumber(
    String phoneNumberId,
    String businessAccountId,
    String digits,
    String verifiedName,
    Instant linkedAt,
    Optional<Instant> workingSince,
    Optional<Refusal> refusal) {

  /** Since when, and why, Meta takes nothing from it. */
  record Refusal(Instant since, Reason reason) {}

  /** How far it is. */
  enum State {
    /** There is none: the platform's number sends. */
    NOT_LINKED,
    /** Linked, and not proved: the platform's number sends. */
    LINKED,
    /** It sends. */
    WORKING,
    /** It should send, and Meta takes nothing: messages go by the next channel. */
    REFUSED
  }

  State state() {
    if (refusal.isPresent()) {
      return State.REFUSED;
    }
    return workingSince.isPresent() ? State.WORKING : State.LINKED;
  }

  OwnNumber of(TenantId business) {
    return new OwnNumber(business, phoneNumberId);
  }

  Item item() {
    return Item.builder()
        .text("phoneNumberId", phoneNumberId)
        .text("businessAccountId", businessAccountId)
        .text("digits", digits)
        .text("verifiedName", verifiedName)
        .instant("linkedAt", linkedAt)
        .instant("workingSince", workingSince.orElse(null))
        .instant("refusedSince", refusal.map(Refusal::since).orElse(null))
        .text("refusal", refusal.map(why -> why.reason().name()).orElse(null))
        .build();
  }

  static LinkedNumber of(Item item) {
    return new LinkedNumber(
        item.text("phoneNumberId"),
        item.text("businessAccountId"),
        item.text("digits"),
        item.optionalText("verifiedName").orElse(""),
        item.instant("linkedAt"),
        item.optionalInstant("workingSince"),
        item.optionalText("refusal")
            .map(reason -> new Refusal(item.instant("refusedSince"), Reason.valueOf(reason))));
  }
}
