package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.marcado.domain.Permission;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.ProblemCode;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Faults;
import io.marcado.platform.tenant.TenantDirectory;
import io.marcado.tenants.signup.Slug;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sun.reflect.ReflectionFactory;

/** The contract, the template and the handlers say the same. */
class ContractParityTest {
  /** Behind routes that API Gateway needs and the contract does not speak of. */
  private static final Set<String> UNLISTED = Set.of("Preflight", "NotFound");

  private static final Contract CONTRACT = new Contract();
  private static final Stack STACK = new Stack();

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  static Set<String> functions() {
    return STACK.functions().keySet();
  }

  @Test
  void shouldGiveEveryOperationAFunctionAndEveryFunctionAnOperationOrAnEvent() {
    Set<String> reached = new TreeSet<>(STACK.withEvents());
    reached.addAll(UNLISTED);
    operations().forEach(operation -> reached.add(operation.id()));

    assertThat(operations()).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(functions()).containsExactlyInAnyOrderElementsOf(reached);
  }

  @Test
  void shouldReserveEveryWordOfARouteThatCouldBeASlug() {
    Set<String> free =
        operations().stream()
            .flatMap(operation -> Stream.of(operation.path().split("/")))
            .filter(word -> TenantDirectory.SLUG.matcher(word).matches())
            .filter(word -> Slug.reader().read(TextNode.valueOf(word), "", new Faults()) != null)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(free).isEmpty();
  }

  @Test
  void shouldNotShowAwsInTheContract() {
    assertThat(Documents.text(Contract.FILE))
        .doesNotContain("x-amazon")
        .doesNotContain("amazonaws")
        .doesNotContain("arn:");
    assertThat(CONTRACT.document()).containsEntry("openapi", "3.0.3");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldStateBaseAndAccess(Operation operation) {
    assertThat(operation.base()).isIn("origin", "tenant");
    assertThat(operation.access().split(", "))
        .allMatch(
            access ->
                Set.of("open", "anyone", "people", "signed-in", "operator", "guest")
                        .contains(access)
                    || Permission.find(access).isPresent());
    assertThat(operation.codes().keySet()).allMatch(status -> status >= 400);
    operation
        .codes()
        .forEach(
            (status, codes) ->
                assertThat(codes)
                    .allSatisfy(code -> assertThat(CONTRACT.codes()).containsEntry(code, status)));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldSayOfEveryOperationOfABusinessHowAPlanAndAMissingBusinessAreAnswered(
      Operation operation) {
    assumeThat(operation.base()).isEqualTo("tenant");

    assertThat(operation.codes().getOrDefault(404, Set.of())).contains("no-such-business");
    assertThat(operation.codes().getOrDefault(429, Set.of())).contains("too-many-requests");
    assertThat(at(CONTRACT.resolve(at(operation.source(), "responses", "429")), "headers"))
        .containsKey("Retry-After");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldRequireTheVersionWhereItIsRefusedWithout(Operation operation) {
    List<Map<String, Object>> versions =
        list(operation.source().get("parameters")).stream()
            .map(parameter -> CONTRACT.resolve(map(parameter)))
            .filter(parameter -> "If-Match".equals(parameter.get("name")))
            .toList();
    boolean required = operation.codes().containsKey(428);

    assertThat(versions).hasSizeLessThan(2);
    assertThat(versions.stream().anyMatch(version -> Boolean.TRUE.equals(version.get("required"))))
        .isEqualTo(required);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldFindThePublicHandlerOfEveryFunction(String function) throws Exception {
    Class<?> handler = handler(function);

    assertThat(Modifier.isPublic(handler.getModifiers())).isTrue();
    assertThat(Modifier.isPublic(handler.getConstructor().getModifiers())).isTrue();
    assertThat(handler.getSimpleName()).isEqualTo(function + "Handler");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldStateTheSameAccessInHandlerAndContract(Operation operation) throws Exception {
    Class<?> handler = handler(operation.id());

    Class<?> ofOrigin =
        operation.access().equals("operator") ? OperatorEndpoint.class : OriginEndpoint.class;
    assertThat(handler)
        .isAssignableTo(operation.base().equals("origin") ? ofOrigin : TenantEndpoint.class);
    assertThat(access(handler)).isEqualTo(operation.access());
  }

  @Test
  void shouldKnowTheSameProblemsAsTheHandlers() {
    Map<String, Integer> inCode = new TreeMap<>();
    // Without what others' classes look like, of which there are many more.
    JavaClasses own =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter()
                  .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                  .importPackages("io.marcado");
            });
    for (JavaClass type : own) {
      if (type.isEnum() && type.isAssignableTo(ProblemCode.class)) {
        for (Object constant : Objects.requireNonNull(type.reflect().getEnumConstants())) {
          ProblemCode code = (ProblemCode) constant;
          inCode.put(code.code(), code.status());
          assertThat(at(CONTRACT.document(), "components", "examples", code.code(), "value"))
              .as(code.code())
              .containsEntry("title", code.title());
        }
      }
    }

    assertThat(CONTRACT.codes()).isEqualTo(inCode);
    assertThat(at(CONTRACT.document(), "components", "schemas", "ProblemCode").get("enum"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrderElementsOf(inCode.keySet());
  }

  @Test
  void shouldUseEveryProblemInSomeOperation() {
    Set<String> used =
        operations().stream()
            .flatMap(operation -> operation.codes().values().stream())
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    // The answer of the route nobody declared.
    used.add("no-such-route");

    assertThat(used).isEqualTo(CONTRACT.codes().keySet());
  }

  @Test
  void shouldTellHowLongAndHowOftenAResetMayBeTried() {
    Map<String, Object> reset = at(CONTRACT.document(), "paths", "/auth/password/reset", "post");

    assertThat(String.valueOf(reset.get("description")))
        .contains(
            "for %d minutes and %d tries"
                .formatted(Challenge.LIFETIME.toMinutes(), LongToken.MOST_TRIES))
        .contains("came by e-mail, which is good for %d tries".formatted(Challenge.MOST_TRIES));
  }

  private static Class<?> handler(String function) throws ClassNotFoundException {
    String name =
        String.valueOf(Objects.requireNonNull(STACK.functions().get(function)).get("Handler"));
    return Class.forName(name, false, ContractParityTest.class.getClassLoader());
  }

  // Without its constructor, which would start the whole function; an access is a constant.
  private static String access(Class<?> handler) throws Exception {
    Object instance =
        ReflectionFactory.getReflectionFactory()
            .newConstructorForSerialization(handler, Object.class.getConstructor())
            .newInstance();
    Method method = HttpEndpoint.class.getDeclaredMethod("access");
    method.setAccessible(true);
    return switch ((Access) Objects.requireNonNull(method.invoke(instance))) {
      case Access.Nobody _ -> "nobody";
      case Access.Open _ -> "open";
      case Access.Anyone _ -> "anyone";
      case Access.People _ -> "people";
      case Access.SignedIn _ -> "signed-in";
      case Access.Operator _ -> "operator";
      case Access.May may -> may.scopes() + (may.guest() ? ", guest" : "");
    };
  }
}
