package io.marcado.webhooks.endpoints;

import io.marcado.platform.table.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A webhook of a business.
 *
 * @param secrets that sign now, sealed: the present one first, then those that it replaced
 * @param failingSince when the first of the tries failed that have all failed since; empty while
 *     its receiver answers
 * @param isStrained true while its receiver is slow or fails, so that few tries go to it at once
 * @param stopped why it is told nothing although the business did not disable it
 * @param version from 1, one more with each change by the business
 */
public record Webhook(
    String id,
    String url,
    List<String> eventTypes,
    Optional<String> description,
    boolean enabled,
    List<Sealed> secrets,
    Optional<Instant> failingSince,
    boolean isStrained,
    Optional<Stopped> stopped,
    Instant createdAt,
    Instant updatedAt,
    String createdBy,
    String requestHash,
    long version) {
  /** How long a secret goes on signing beside the one that replaced it. */
  static final Duration OVERLAP = Duration.ofHours(24);

  /** Most secrets that sign at once. */
  static final int MOST_SECRETS = 3;

  /** Why Marcado stopped it. */
  public enum Reason {
    /** All tries of five days failed. */
    FAILING,
    /** Its receiver answered 410. */
    GONE
  }

  /** That Marcado stopped it. */
  public record Stopped(Reason reason, Instant at) {}

  /**
   * A secret as it is kept.
   *
   * @param until when it signs no more; empty for the present one
   */
  record Sealed(String text, Optional<Instant> until) {
    boolean isGood(Instant now) {
      return until.filter(end -> !now.isBefore(end)).isEmpty();
    }

    private Item item() {
      return Item.builder().text("sealed", text).instant("until", until.orElse(null)).build();
    }

    private static Sealed of(Item item) {
      return new Sealed(item.text("sealed"), item.optionalInstant("until"));
    }
  }

  public Webhook {
    eventTypes = List.copyOf(eventTypes);
    secrets = List.copyOf(secrets);
  }

  /** True when it is told of such events now. */
  public boolean wants(String eventType) {
    return enabled && eventTypes.contains(eventType);
  }

  WebhookDetails details() {
    return new WebhookDetails(url, eventTypes, description.orElse(null), enabled);
  }

  /** The same as the business wants it now. Enabling it, or another URL, is a fresh start. */
  Webhook with(WebhookDetails details, Instant now) {
    boolean afresh = !details.url().equals(url) || (details.enabled() && !enabled);
    return new Webhook(
        id,
        details.url(),
        details.eventTypes(),
        Optional.ofNullable(details.description()),
        details.enabled(),
        secrets,
        afresh ? Optional.empty() : failingSince,
        !afresh && isStrained,
        details.enabled() ? Optional.empty() : stopped,
        createdAt,
        now,
        createdBy,
        requestHash,
        version + 1);
  }

  /** The same with another present secret; the one before goes on for {@link #OVERLAP}. */
  Webhook signedBy(String sealed, Instant now) {
    List<Sealed> all = new ArrayList<>(List.of(new Sealed(sealed, Optional.empty())));
    for (Sealed old : secrets) {
      Sealed ending = new Sealed(old.text(), Optional.of(old.until().orElse(now.plus(OVERLAP))));
      if (ending.isGood(now)) {
        all.add(ending);
      }
    }
    return new Webhook(
        id,
        url,
        eventTypes,
        description,
        enabled,
        all,
        failingSince,
        isStrained,
        stopped,
        createdAt,
        now,
        createdBy,
        requestHash,
        version + 1);
  }

  Item.Builder toItem() {
    Item.Builder item =
        Item.builder()
            .text("webhookId", id)
            .text("url", url)
            .texts("eventTypes", eventTypes)
            .text("description", description.orElse(null))
            .flag("enabled", enabled)
            .items("secrets", secrets.stream().map(Sealed::item).toList())
            .instant("failingSince", failingSince.orElse(null))
            .instant("createdAt", createdAt)
            .instant("updatedAt", updatedAt)
            .text("createdBy", createdBy)
            .text("requestHash", requestHash)
            .number("version", version);
    if (isStrained) {
      item.flag("strained", true);
    }
    stopped.ifPresent(
        why -> item.text("stoppedFor", why.reason().name()).instant("stoppedAt", why.at()));
    return item;
  }

  static Webhook fromItem(Item item) {
    return new Webhook(
        item.text("webhookId"),
        item.text("url"),
        item.texts("eventTypes"),
        item.optionalText("description"),
        item.flag("enabled"),
        item.items("secrets").stream().map(Sealed::of).toList(),
        item.optionalInstant("failingSince"),
        item.flag("strained"),
        item.optionalText("stoppedFor")
            .map(reason -> new Stopped(Reason.valueOf(reason), item.instant("stoppedAt"))),
        item.instant("createdAt"),
        item.instant("updatedAt"),
        item.text("createdBy"),
        item.text("requestHash"),
        item.number("version"));
  }

  /** Hides the URL, which may hold a secret of the receiver. */
  @Override
  public String toString() {
    return "Webhook " + id;
  }
}
