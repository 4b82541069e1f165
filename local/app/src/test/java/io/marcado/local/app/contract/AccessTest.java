package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Permission;
import io.marcado.local.app.contract.Contract.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code and contract have one table of roles and permissions. */
class AccessTest {
  private static final Contract CONTRACT = new Contract();

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  @Test
  void shouldLetAKeyHaveAllScopesThereAre() {
    long scopes = Arrays.stream(Permission.values()).filter(Permission::forApiKeys).count();

    for (String schema : List.of("ApiKeyDraft", "ApiKey")) {
      assertThat(
              at(CONTRACT.document(), "components", "schemas", schema, "properties", "scopes")
                  .get("maxItems"))
          .as(schema)
          .isEqualTo((int) scopes);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldStateTheSecuritySchemeThatFitsTheAccess(Operation operation) {
    assertThat(statedSecurity(operation)).isEqualTo(security(operation));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldAnswerThoseWhoAreNotLetIn(Operation operation) {
    boolean looksAtTokens = !security(operation).isEmpty();

    assertThat(operation.codes().containsKey(401) || !looksAtTokens).isTrue();
    // A key is an operator's, or nothing: there is no right that it could lack.
    assertThat(
            operation.codes().containsKey(403)
                || !looksAtTokens
                || operation.access().equals("operator"))
        .isTrue();
  }

  @Test
  void shouldGiveEveryPermissionSomethingToOpen() {
    Stream<String> opened =
        operations().stream().flatMap(operation -> Stream.of(operation.access().split(", ")));
    // It shows the inactive part of the catalogue; everybody else sees the rest.
    Stream<String> inside = Stream.of(Permission.CATALOG_READ.scope());

    assertThat(Stream.concat(opened, inside))
        .containsAll(Arrays.stream(Permission.values()).map(Permission::scope).toList());
  }

  /** What security an operation must state. */
  private static List<?> security(Operation operation) {
    boolean looksAtNone =
        operation.access().equals("open")
            || (operation.access().equals("anyone") && operation.base().equals("origin"));
    if (looksAtNone) {
      return List.of();
    }
    if (operation.access().equals("operator")) {
      return List.of(Map.of("operator", List.of()));
    }
    return Set.of("anyone", "people").contains(operation.access())
        ? List.of(Map.of(), Map.of("bearer", List.of()))
        : List.of(Map.of("bearer", List.of()));
  }

  /** What security an operation states, or the whole document for it. */
  private static List<?> statedSecurity(Operation operation) {
    Object own = operation.source().get("security");
    return list(own == null ? CONTRACT.document().get("security") : own).stream()
        .map(Documents::map)
        .toList();
  }
}
