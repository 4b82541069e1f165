package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Permission;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.platform.audit.SecurityEvent;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Code, contract and docs have one table of roles and permissions. Where one differs, the test
 * prints what has to stand there.
 */
class AccessTest {
  private static final Contract CONTRACT = new Contract();
  private static final String DOCS = "docs/access.md";

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  @Test
  void shouldHaveTheTableOfTheCodeInTheContract() {
    Matcher table =
        Pattern.compile("(?m)^x-marcado-permissions:\\n(?: .*\\n)+")
            .matcher(Documents.text(Contract.FILE));

    assertThat(table.find() ? table.group() : "").isEqualTo(AccessTables.yaml());
  }

  @Test
  void shouldOfferTheScopesThatApiKeysMayHave() {
    List<String> scopes =
        Arrays.stream(Permission.values())
            .filter(Permission::forApiKeys)
            .map(Permission::scope)
            .toList();

    assertThat(at(CONTRACT.document(), "components", "schemas", "ApiKeyScope").get("enum"))
        .isEqualTo(scopes);
    for (String schema : List.of("ApiKeyDraft", "ApiKey")) {
      assertThat(
              at(CONTRACT.document(), "components", "schemas", schema, "properties", "scopes")
                  .get("maxItems"))
          .as(schema)
          .isEqualTo(scopes.size());
    }
  }

  @Test
  void shouldNameTheSecurityEventsOfTheCode() {
    assertThat(at(CONTRACT.document(), "components", "schemas", "SecurityEventType").get("enum"))
        .isEqualTo(
            Arrays.stream(SecurityEvent.Type.values()).map(SecurityEvent.Type::text).toList());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldStateTheSecuritySchemeThatFitsTheAccess(Operation operation) {
    assertThat(AccessTables.statedSecurity(CONTRACT, operation))
        .isEqualTo(AccessTables.security(operation));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldAnswerWhoeverIsNotLetIn(Operation operation) {
    boolean looksAtTokens = !AccessTables.security(operation).isEmpty();

    assertThat(operation.codes().containsKey(401) || !looksAtTokens).isTrue();
    assertThat(operation.codes().containsKey(403) || !looksAtTokens).isTrue();
  }

  @Test
  void shouldShowTheTableOfTheCodeInTheDocs() {
    assertThat(between("permissions")).isEqualTo(AccessTables.permissions());
  }

  @Test
  void shouldShowInTheDocsWhoMayCallEachOperation() {
    assertThat(between("operations")).isEqualTo(AccessTables.operations(operations()));
  }

  @Test
  void shouldGiveEveryPermissionSomethingToOpen() {
    Stream<String> opened =
        operations().stream().flatMap(operation -> Stream.of(operation.access().split(", ")));
    // What is inactive in the catalogue is seen by it, where everybody else sees the rest.
    Stream<String> inside = Stream.of(Permission.CATALOG_READ.scope());

    assertThat(Stream.concat(opened, inside))
        .containsAll(Arrays.stream(Permission.values()).map(Permission::scope).toList());
  }

  private static String between(String name) {
    String text = Documents.text(DOCS);
    String begin = "<!-- " + name + " -->\n";
    int start = text.indexOf(begin) + begin.length();
    return text.substring(start, text.indexOf("<!-- end -->", start));
  }
}
