package io.marcado.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.marcado.local.template.ProjectRoot;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final Routes ROUTES =
      Routes.parse(
          """
          paths:
            /:
              get: { operationId: Root, x-marcado-base: origin }
            /a/{x}/c:
              get: { operationId: Variable, x-marcado-base: tenant }
            /a/b/{y}:
              get: { operationId: LaterVariable, x-marcado-base: tenant }
            /a/b/c:
              x-marcado-base: tenant
              get: { operationId: Literal }
              post: { operationId: Post }
          """);

  @Test
  void shouldTakeTheMoreExactRoute() {
    assertThat(onStage("GET", "/a/b/c")).contains("Literal");
    assertThat(onStage("GET", "/a/b/d")).contains("LaterVariable");
    assertThat(onStage("GET", "/a/d/c")).contains("Variable");
    assertThat(onStage("POST", "/a/b/c")).contains("Post");
    assertThat(onStage("DELETE", "/a/b/c")).isEmpty();
    assertThat(onStage("GET", "/a/b")).isEmpty();
    assertThat(onStage("GET", "/a//c")).isEmpty();
    assertThat(onStage("GET", "/a/b/c/")).isEmpty();
    assertThat(onStage("GET", "/")).isEmpty();
    assertThat(ROUTES.atOrigin("GET", Route.segments("/")).map(match -> match.route().function()))
        .contains("Root");
  }

  @Test
  void shouldGiveTheRoutesKeyAndTheParameters() {
    Routes.Match match = ROUTES.onStage("GET", Route.segments("/a/x%20y/c")).orElseThrow();

    assertThat(match.route().key()).isEqualTo("GET /a/{x}/c");
    assertThat(match.pathParameters()).isEqualTo(Map.of("x", "x%20y"));
  }

  @Test
  void shouldTellEverythingTheContractLacks() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Routes.parse(
                    """
                    paths:
                      /a:
                        get: { operationId: A }
                      /b:
                        get: { x-marcado-base: tenant }
                    """))
        .withMessageContaining("GET /a has no x-marcado-base")
        .withMessageContaining("GET /b has no operationId");
  }

  @Test
  void shouldReadTheProjectsContract() {
    Routes routes = Routes.read(ProjectRoot.find().resolve("openapi.yaml"));

    assertThat(routes.onStage("GET", Route.segments("/bookings/b1"))).isPresent();
    assertThat(routes.atOrigin("POST", Route.segments("/tenants"))).isPresent();
    assertThat(routes.onStage("POST", Route.segments("/tenants"))).isEmpty();
  }

  private static Optional<String> onStage(String method, String path) {
    return ROUTES.onStage(method, Route.segments(path)).map(match -> match.route().function());
  }
}
