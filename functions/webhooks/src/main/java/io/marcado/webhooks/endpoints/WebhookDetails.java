package io.marcado.webhooks.endpoints;

import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import io.marcado.webhooks.ledger.EventTypes;
import io.marcado.webhooks.outgoing.TargetUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a business says of a webhook.
 *
 * @param url of its receiver, as it was sent
 * @param eventTypes what it wants to be told of, each once
 * @param enabled false for one that is told nothing
 */
record WebhookDetails(
    String url, List<String> eventTypes, @Nullable String description, boolean enabled) {
  private static final int LONGEST_DESCRIPTION = 200;

  private static final FieldReader<List<String>> EVENT_TYPES =
      Readers.distinct(Readers.choice(EventTypes.ALL, type -> type), 1, EventTypes.ALL.size());

  /** What requests say of a webhook. */
  static final Shape<WebhookDetails> SHAPE =
      Shape.of(new WebhookDetails("", List.of(), null, true), WebhookDetails::with);

  WebhookDetails {
    eventTypes = List.copyOf(eventTypes);
  }

  private WebhookDetails with(Fields fields) {
    return new WebhookDetails(
        fields.required("url", Readers.text(1, TargetUrl.LONGEST), url),
        fields.required("eventTypes", EVENT_TYPES, eventTypes),
        fields.optional("description", Readers.text(1, LONGEST_DESCRIPTION), description),
        fields.defaulted("enabled", Readers.bool(), enabled));
  }

  /** The same with the URL in its one form. */
  WebhookDetails at(TargetUrl target) {
    return new WebhookDetails(target.uri().toString(), eventTypes, description, enabled);
  }

  /** Hides the URL, which may hold a secret of the receiver. */
  @Override
  public String toString() {
    return "WebhookDetails";
  }
}
