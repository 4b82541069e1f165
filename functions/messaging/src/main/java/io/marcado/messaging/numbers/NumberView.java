package io.marcado.messaging.numbers;

import io.marcado.senders.whatsapp.WhatsAppSender.Reason;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A business's own number as its owner sees it: without the token. Null for what is not. */
record NumberView(
    LinkedNumber.State state,
    @Nullable String phoneNumberId,
    @Nullable String businessAccountId,
    @Nullable String phone,
    @Nullable String verifiedName,
    @Nullable String chatUrl,
    @Nullable Instant linkedAt,
    @Nullable Instant workingSince,
    @Nullable Instant refusedSince,
    @Nullable Reason refusedBecause) {

  static NumberView of(Optional<LinkedNumber> number, Locale locale) {
    return number
        .map(linked -> of(linked, locale))
        .orElseGet(
            () ->
                new NumberView(
                    LinkedNumber.State.NOT_LINKED,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null));
  }

  static NumberView of(LinkedNumber linked, Locale locale) {
    return new NumberView(
        linked.state(),
        linked.phoneNumberId(),
        linked.businessAccountId(),
        "+" + linked.digits(),
        linked.verifiedName().isEmpty() ? null : linked.verifiedName(),
        ChatLink.to(linked, locale),
        linked.linkedAt(),
        linked.workingSince().orElse(null),
        linked.refusal().map(LinkedNumber.Refusal::since).orElse(null),
        linked.refusal().map(LinkedNumber.Refusal::reason).orElse(null));
  }
}
