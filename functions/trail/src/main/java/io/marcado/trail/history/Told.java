package io.marcado.trail.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Doer;
import io.marcado.platform.words.Language;
import io.marcado.platform.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tells a change of a booking in words: who, then what, such as "Rita: cancelled.". */
final class Told {
  private static final Set<String> OVER = Set.of("COMPLETED", "NO_SHOW", "CANCELLED");

  private static final Map<Language, Words> ALL = Words.about(Told.class);

  private final Words words;
  private final Named named;
  private final boolean toClient;

  Told(Locale reader, Named named, boolean toClient) {
    this.words = Objects.requireNonNull(ALL.get(Language.of(reader)));
    this.named = named;
    this.toClient = toClient;
  }

  String text(Change change) {
    String who = who(change.doer());
    return "%s%s: %s."
        .formatted(
            who.substring(0, 1).toUpperCase(Locale.ROOT),
            who.substring(1),
            String.join("; ", what(change)));
  }

  private String who(Doer doer) {
    return switch (doer.kind()) {
      case MEMBER ->
          toClient
              ? words.phrase("who.business")
              : doer.id().map(named.members()::get).orElseGet(() -> words.phrase("who.member"));
      case API_KEY -> words.phrase(toClient ? "who.business" : "who.api-key");
      case CLIENT -> words.phrase(toClient ? "who.you" : "who.client");
      case LINK -> words.phrase("who.link");
      case SYSTEM -> words.phrase("who.system");
    };
  }

  private List<String> what(Change change) {
    ObjectNode after = change.after();
    if (change.before().isEmpty()) {
      String name = "new." + after.path("status").asText();
      return List.of(phrase(words.has(name) ? name : "new", "", when(after.path("start"))));
    }
    ObjectNode before = change.before().get();
    List<String> parts = new ArrayList<>();
    if (after.has("status")) {
      String status = after.path("status").asText();
      boolean corrected =
          status.equals("CONFIRMED") && OVER.contains(before.path("status").asText());
      parts.add(words.phrase(corrected ? "status.CORRECTED" : "status." + status));
    }
    if (after.has("start")) {
      parts.add(phrase("moved", when(before.path("start")), when(after.path("start"))));
    } else if (after.has("end")) {
      parts.add(phrase("ends", when(before.path("end")), when(after.path("end"))));
    }
    for (String field : List.of("serviceId", "resourceIds", "price", "seats")) {
      if (after.has(field)) {
        parts.add(phrase(field, value(before.path(field)), value(after.path(field))));
      }
    }
    if (after.path("confirmedAt").isTextual()) {
      boolean byTeam =
          change.doer().kind() == Doer.Kind.MEMBER || change.doer().kind() == Doer.Kind.API_KEY;
      parts.add(words.phrase(byTeam ? "confirmedAt.team" : "confirmedAt"));
    }
    if (parts.isEmpty()) {
      parts.add(words.phrase(after.isEmpty() ? "texts" : "details"));
    }
    return parts;
  }

  /** A phrase with what it was and what it is. */
  private String phrase(String name, String from, String to) {
    return words.phrase(name, Map.of("from", from, "to", to));
  }

  private String when(JsonNode instant) {
    return words.when(named.timeline().localOf(Instant.parse(instant.asText())));
  }

  private String value(JsonNode value) {
    if (value.isNull()) {
      return words.phrase("none");
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(this::value)
          .collect(Collectors.joining(" + "));
    }
    if (value.isObject()) {
      return value.path("amount").asText() + " " + value.path("currency").asText();
    }
    return named.catalogue().getOrDefault(value.asText(), value.asText());
  }

  /** The ids of services and resources that changes tell of. */
  static Set<String> ids(List<Change> changes, String field) {
    return changes.stream()
        .flatMap(
            change ->
                Stream.of(
                    change.before().orElseGet(JsonNodeFactory.instance::objectNode),
                    change.after()))
        .map(side -> side.path(field))
        .flatMap(
            value ->
                value.isArray()
                    ? StreamSupport.stream(value.spliterator(), false)
                    : Stream.of(value))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
