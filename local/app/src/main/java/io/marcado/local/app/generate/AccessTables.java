package io.marcado.local.app.generate;

import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.local.app.contract.Contract.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of roles and permissions, as each document has to show it. */
final class AccessTables {
  /** Stands behind the permissions of an operation that takes manage tokens. */
  private static final String GUEST = "guest";

  private AccessTables() {}

  /** As the contract has it, under {@code x-marcado-permissions}. */
  static String contract() {
    return Arrays.stream(Permission.values())
        .map(
            permission ->
                "  - {permission: '%s', leastRole: %s, forApiKeys: %s, description: '%s'}\n"
                    .formatted(
                        permission.scope(),
                        permission.leastRole(),
                        permission.forApiKeys(),
                        permission.description().replace("'", "''")))
        .collect(Collectors.joining());
  }

  /** As docs/access.md has it: which role may what. */
  static String permissions() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of("permission", "what it is")));
    Arrays.stream(Role.values()).map(Role::name).forEach(rows.getFirst()::add);
    rows.getFirst().add("API key");
    for (Permission permission : Permission.values()) {
      List<String> row =
          new ArrayList<>(List.of("`" + permission.scope() + "`", permission.description()));
      for (Role role : Role.values()) {
        row.add(role.atLeast(permission.leastRole()) ? "yes" : "");
      }
      row.add(permission.forApiKeys() ? "may" : "");
      rows.add(row);
    }
    return MarkdownTable.of(rows);
  }

  /** As docs/access.md has it: who may call each operation. */
  static String operations(List<Operation> operations) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("request", "operation", "takes", "from", "API keys with"));
    for (Operation operation : operations) {
      String base = operation.base().equals("origin") ? "{origin}" : "{base}";
      rows.add(
          List.of(
              "`%s %s%s`".formatted(operation.method(), base, operation.path()),
              operation.id(),
              takes(operation),
              from(operation),
              scopes(operation)));
    }
    return MarkdownTable.of(rows);
  }

  private static String takes(Operation operation) {
    return switch (operation.access()) {
      case "open", "anyone", "people" -> "nothing";
      case "signed-in" -> "being signed in";
      case "operator" -> "an operator's key";
      default ->
          permissions(operation).stream()
                  .map(permission -> "`" + permission.scope() + "`")
                  .collect(Collectors.joining(" or "))
              + (opensToGuests(operation) ? ", or its manage token" : "");
    };
  }

  private static boolean opensToGuests(Operation operation) {
    return operation.access().endsWith(", " + GUEST);
  }

  private static String from(Operation operation) {
    return switch (operation.access()) {
      case "open", "anyone", "people" -> "anyone";
      case "signed-in" -> Role.CLIENT.name();
      case "operator" -> "operators of the platform";
      default ->
          permissions(operation).stream()
              .map(Permission::leastRole)
              .min(Comparator.naturalOrder())
              .orElseThrow()
              .name();
    };
  }

  private static String scopes(Operation operation) {
    return switch (operation.access()) {
      case "open" -> "not looked at";
      case "anyone" -> operation.base().equals("origin") ? "not looked at" : "any";
      case "people", "signed-in", "operator" -> "";
      default ->
          permissions(operation).stream()
              .filter(Permission::forApiKeys)
              .map(permission -> "`" + permission.scope() + "`")
              .collect(Collectors.joining(" or "));
    };
  }

  private static List<Permission> permissions(Operation operation) {
    return Pattern.compile(", ")
        .splitAsStream(operation.access())
        .filter(scope -> !scope.equals(GUEST))
        .map(scope -> Permission.find(scope).orElseThrow())
        .toList();
  }
}
