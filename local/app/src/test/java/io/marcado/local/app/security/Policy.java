package io.marcado.local.app.security;

import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;

import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.local.app.contract.Documents;
import io.marcado.local.app.security.Thing.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** access-policy.yaml: what every operation answers to whom, about what. */
final class Policy {
  /** The outcome of what is allowed and works. */
  static final String DONE = "done";

  private static final Set<String> FIELDS =
      Set.of(
          "who",
          "keys",
          "guest",
          "about",
          "own",
          "others",
          "owners",
          "elsewhere",
          "deleted",
          "answers",
          "but",
          "spends");

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private Policy(Map<String, Object> document) {
    document.forEach((operation, rules) -> entries.put(operation, new Entry(map(rules))));
  }

  static Policy read() {
    try (InputStream text =
        Objects.requireNonNull(Policy.class.getResourceAsStream("/access-policy.yaml"))) {
      return new Policy(
          map(
              Documents.yaml(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                  .get("operations")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> operations() {
    return entries.keySet();
  }

  Entry entry(String operation) {
    return Objects.requireNonNull(entries.get(operation), operation);
  }

  /** The rules of one operation. */
  static final class Entry {
    private final Map<String, Object> rules;

    private Entry(Map<String, Object> rules) {
      if (!FIELDS.containsAll(rules.keySet()) || !rules.containsKey("who")) {
        throw new IllegalArgumentException("not a rule: " + rules);
      }
      this.rules = rules;
    }

    /** The kind of thing that the path names, if it names one. */
    Optional<String> about() {
      return Optional.ofNullable(rules.get("about")).map(String::valueOf);
    }

    /** True when a caller who may do it is signed out by it, or gone. */
    boolean spendsTheCaller() {
      return "caller".equals(rules.get("spends"));
    }

    /** Whether the operation lets somebody in, whatever it is about; else how it refuses. */
    Optional<String> refusal(Part part) {
      String who = String.valueOf(rules.get("who"));
      if (who.equals("open")) {
        return Optional.empty();
      }
      // Nobody of a business has an operator's key.
      if (who.equals("operator")) {
        return Optional.of("unauthenticated");
      }
      if (part.equals(Part.OTHER_OWNER)) {
        return Optional.of("forbidden");
      }
      if (who.equals("anyone")) {
        return Optional.empty();
      }
      if (part.equals(Part.GUEST)) {
        return Boolean.TRUE.equals(rules.get("guest"))
            ? Optional.empty()
            : Optional.of("forbidden");
      }
      if (part.equals(Part.ANONYMOUS)) {
        return who.equals("people") ? Optional.empty() : Optional.of("unauthenticated");
      }
      return letsIn(who, part) ? Optional.empty() : Optional.of("forbidden");
    }

    private boolean letsIn(String who, Part part) {
      if (part.scope().isPresent()) {
        return list(rules.get("keys")).contains(part.scope().map(Permission::scope).get());
      }
      Role role = part.role().orElseThrow();
      return Set.of("people", "signed-in").contains(who)
          || role.atLeast(Role.valueOf(who.toUpperCase(Locale.ROOT)));
    }

    /** {@code done}, or the code of the problem. */
    String outcome(Part part, Optional<Relation> relation) {
      Optional<String> refusal = refusal(part);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      String done = Objects.requireNonNullElse(rules.get("answers"), DONE).toString();
      Optional<String> special = special("but", part);
      if (special.isPresent()) {
        return special.get();
      }
      if (relation.isEmpty()) {
        return done;
      }
      return switch (relation.get()) {
        case OWN -> special("own", part).orElse(done);
        case OTHERS -> special("others", part).orElse(isOnlyForOwn(part) ? "not-found" : done);
        case OWNERS -> special("owners", part).orElse(done);
        case ELSEWHERE -> special("elsewhere", part).orElse("not-found");
        case DELETED -> special("deleted", part).orElse("not-found");
      };
    }

    // Where clients come in by a permission, it is for what is their own.
    private boolean isOnlyForOwn(Part part) {
      return switch (String.valueOf(rules.get("who"))) {
        case "signed-in" -> true;
        case "client" -> part.isClient() || part.equals(Part.GUEST);
        default -> false;
      };
    }

    private Optional<String> special(String field, Part part) {
      Object rule = rules.get(field);
      if (rule instanceof String outcome) {
        return Optional.of(outcome);
      }
      Map<String, Object> byPart = map(rule);
      for (String name : part.names()) {
        if (byPart.get(name) instanceof String outcome) {
          return Optional.of(outcome);
        }
      }
      return Optional.ofNullable(byPart.get("rest")).map(String::valueOf);
    }
  }
}
