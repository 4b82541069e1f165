package io.marcado.local.app.structure;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which capability may use which. This is the one place that says so: the test of the walls holds
 * the code to it, and the diagram in docs/architecture.md is printed from it.
 *
 * <p>A capability uses another one only by its package {@code published}. A package under {@code
 * io.marcado} that is neither {@linkplain #SHARED shared} nor a {@linkplain #TOOLS tool} is a
 * capability. One that is not named here may use none.
 */
public final class Capabilities {
  /** What every capability may use: the folders under {@code shared/}. */
  public static final Set<String> SHARED =
      Set.of("domain", "platform", "schedules", "secrets", "senders");

  /** What runs or measures the product, and is never deployed. */
  public static final Set<String> TOOLS = Set.of("local", "bench");

  private static final String ROOT = "io.marcado.";

  private static final SequencedMap<String, Set<String>> USES = new LinkedHashMap<>();

  static {
    USES.put("origin", Set.of());
    USES.put("tenants", Set.of("catalog", "identity"));
    USES.put("identity", Set.of());
    USES.put("catalog", Set.of("identity"));
    USES.put("bookings", Set.of("catalog", "identity"));
    USES.put("webhooks", Set.of("bookings", "identity"));
    USES.put("trail", Set.of("bookings", "catalog", "identity"));
    USES.put("relay", Set.of("bookings"));
    USES.put("messaging", Set.of("bookings", "catalog", "identity"));
    USES.put("privacy", Set.of("bookings", "identity", "messaging"));
    USES.put("operations", Set.of());
  }

  private Capabilities() {}

  /** Every capability, in the order of the contract. */
  public static SequencedSet<String> all() {
    return USES.sequencedKeySet();
  }

  /** True when the one may use what the other publishes. */
  public static boolean mayUse(String capability, String other) {
    return USES.getOrDefault(capability, Set.of()).contains(other);
  }

  /** The capability to which a package belongs; empty for shared code, tools and foreign code. */
  public static Optional<String> of(String packageName) {
    return room(packageName)
        .filter(room -> !SHARED.contains(room))
        .filter(room -> !TOOLS.contains(room));
  }

  /** The first part of a package's name under {@code io.marcado}. */
  private static Optional<String> room(String packageName) {
    return packageName.startsWith(ROOT)
        ? Optional.of(packageName.substring(ROOT.length()).split("\\.")[0])
        : Optional.empty();
  }

  /** The diagram of docs/architecture.md, in Mermaid's language. */
  public static String diagram() {
    return USES.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Set<String>>>comparingInt(
                    entry -> entry.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .map(
            entry ->
                "  %s --> %s"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().isEmpty()
                            ? "platform"
                            : entry.getValue().stream()
                                .sorted()
                                .collect(Collectors.joining(" & "))))
        .collect(Collectors.joining("\n", "flowchart BT\n  platform --> domain\n", "\n"));
  }

  /** The roofs of identity, from the lowest: each may use those before it. */
  public static List<String> roofsOfIdentity() {
    return List.of("people", "accounts", "team");
  }
}
