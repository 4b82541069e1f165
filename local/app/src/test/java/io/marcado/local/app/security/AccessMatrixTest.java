package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.marcado.domain.Permission;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.app.contract.Contract;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.local.app.security.House.Person;
import io.marcado.local.app.security.Thing.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the contract, sent by everybody, about everything: each answers what
 * access-policy.yaml says, through the gateway, and tells nothing that is not for the caller.
 */
@Order(3)
class AccessMatrixTest {
  private static final Contract CONTRACT = new Contract();
  private static final Policy POLICY = Policy.read();
  private static final House HOUSE = new House();
  private static final House ELSEWHERE = new House();
  private static final Sample SAMPLE = new Sample(CONTRACT, HOUSE);
  private static final Told TOLD = new Told(HOUSE, ELSEWHERE);
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

  /** One request of the matrix. */
  private record Cell(Operation operation, Part part, Optional<Relation> relation) {
    @Override
    public String toString() {
      return "%s by %s%s"
          .formatted(operation, part, relation.map(whose -> ", " + whose).orElse(""));
    }
  }

  @AfterAll
  static void stop() {
    THREADS.close();
  }

  @Test
  void shouldHaveEveryOperationInThePolicyAndNoOther() {
    assertThat(POLICY.operations())
        .containsExactlyInAnyOrderElementsOf(
            CONTRACT.operations().stream().map(Operation::id).toList());
  }

  /** The policy and the contract were written apart; they must let in the same. */
  @TestFactory
  Stream<DynamicTest> shouldAgreeWithTheContract() {
    return known()
        .map(
            operation ->
                dynamicTest(
                    operation.id(),
                    () -> {
                      for (Part part : Part.all()) {
                        assertThat(POLICY.entry(operation.id()).refusal(part))
                            .as("%s by %s", operation, part)
                            .isEqualTo(refusal(operation, part));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> shouldAnswerAsThePolicySays() {
    Map<Operation, Future<List<String>>> running = new LinkedHashMap<>();
    known()
        .forEach(operation -> running.put(operation, THREADS.submit(() -> deviations(operation))));
    return running.entrySet().stream()
        .map(
            one ->
                dynamicTest(one.getKey().id(), () -> assertThat(one.getValue().get()).isEmpty()));
  }

  private static Stream<Operation> known() {
    return CONTRACT.operations().stream()
        .filter(operation -> POLICY.operations().contains(operation.id()));
  }

  /** What the contract says in x-marcado-access. */
  private static Optional<String> refusal(Operation operation, Part part) {
    Object stated = operation.source().get("x-marcado-access");
    List<String> access =
        stated instanceof List<?> several
            ? several.stream().map(String::valueOf).toList()
            : List.of(String.valueOf(stated).split(", *"));
    if (access.contains("operator")) {
      return Optional.of("unauthenticated");
    }
    if (access.contains("open") || operation.base().equals("origin")) {
      return Optional.empty();
    }
    if (part.equals(Part.OTHER_OWNER)) {
      return Optional.of("forbidden");
    }
    if (access.contains("anyone")) {
      return Optional.empty();
    }
    if (part.equals(Part.GUEST)) {
      return access.stream().anyMatch(one -> one.strip().equals("guest"))
          ? Optional.empty()
          : Optional.of("forbidden");
    }
    if (part.equals(Part.ANONYMOUS)) {
      return access.contains("people") ? Optional.empty() : Optional.of("unauthenticated");
    }
    boolean letIn =
        access.contains("people") || access.contains("signed-in")
            ? part.role().isPresent()
            : access.stream()
                .flatMap(scope -> Permission.find(scope).stream())
                .anyMatch(
                    permission ->
                        part.role().filter(role -> role.atLeast(permission.leastRole())).isPresent()
                            || part.scope().filter(permission::equals).isPresent());
    return letIn ? Optional.empty() : Optional.of("forbidden");
  }

  private static List<String> deviations(Operation operation) {
    List<String> deviations = new ArrayList<>();
    for (Part part : Part.all()) {
      for (Optional<Relation> relation : relations(operation, part)) {
        Cell cell = new Cell(operation, part, relation);
        try {
          check(cell).ifPresent(deviations::add);
        } catch (AssertionError | RuntimeException e) {
          deviations.add(cell + ": " + e);
        }
      }
    }
    return deviations;
  }

  private static List<Optional<Relation>> relations(Operation operation, Part part) {
    Optional<String> kind = POLICY.entry(operation.id()).about();
    if (kind.isEmpty()) {
      return List.of(Optional.empty());
    }
    return Arrays.stream(Relation.values())
        .filter(relation -> relation != Relation.OWN || hasOwn(part, kind.get()))
        .filter(
            relation ->
                relation != Relation.OWNERS
                    || kind.get().equals("user") && !part.equals(Part.OWNER))
        .map(Optional::of)
        .toList();
  }

  /** What a guest has a token of. */
  private static final Set<String> OF_GUESTS = Set.of("booking", "hold");

  private static boolean isAboutBookings(Operation operation) {
    return POLICY.entry(operation.id()).about().filter(OF_GUESTS::contains).isPresent();
  }

  private static boolean hasOwn(Part part, String kind) {
    return switch (kind) {
      case "booking", "hold" -> part.isClient() || part.equals(Part.GUEST);
      case "series" -> part.isClient();
      case "session", "user" -> part.role().isPresent();
      default -> false;
    };
  }

  private static Optional<String> check(Cell cell) {
    String expected = POLICY.entry(cell.operation().id()).outcome(cell.part(), cell.relation());
    boolean spends = expected.equals(Policy.DONE) && !cell.operation().method().equals("GET");
    if (expected.equals(Policy.DONE)) {
      TOLD.prepare(cell.operation());
    }
    Optional<Thing> thing = cell.relation().map(relation -> thing(cell, relation, spends));
    Reply reply = send(cell, thing, spends);
    if (expected.equals(Policy.DONE) && reply.status() >= 200 && reply.status() < 300) {
      return TOLD.wrong(cell.operation(), cell.part(), reply).map(told -> cell + " tells " + told);
    }
    boolean met =
        (reply.code().equals(expected) || isPage(cell.operation(), reply))
            && Integer.valueOf(reply.status()).equals(CONTRACT.codes().get(expected));
    return met
        ? Optional.empty()
        : Optional.of(
            "%s: %s expected, but %d %s".formatted(cell, expected, reply.status(), reply.text()));
  }

  /** A page is for people and has no code; its status says the same. */
  private static boolean isPage(Operation operation, Reply reply) {
    return CONTRACT.isPage(operation, reply.status())
        && reply.header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent();
  }

  private static Reply send(Cell cell, Optional<Thing> thing, boolean spends) {
    Operation operation = cell.operation();
    ApiClient api =
        cell.part().equals(Part.GUEST) && thing.flatMap(Thing::manageToken).isPresent()
            ? HOUSE.asGuestOf(thing.get())
            : api(cell, spends);
    if (CONTRACT.parameters(operation, "header").stream()
        .anyMatch(parameter -> "If-Match".equals(parameter.get("name")))) {
      Optional<String> version = thing.flatMap(Thing::version);
      if (version.isPresent()) {
        api = api.with("If-Match", version.get());
      }
    }
    return new CheckedClient(api)
        .send(
            operation.method(), SAMPLE.path(operation, thing), SAMPLE.body(operation, cell.part()));
  }

  private static ApiClient api(Cell cell, boolean spends) {
    Part part = cell.part();
    if (part.equals(Part.GUEST) && !isAboutBookings(cell.operation())) {
      // Nobody looks whether there is such a booking.
      return (cell.operation().base().equals("origin") ? TestStack.origin() : HOUSE.visitor())
          .as("mb_" + "a".repeat(26) + "_" + "a".repeat(26));
    }
    if (cell.operation().base().equals("origin")) {
      return token(part).map(TestStack.origin()::as).orElse(TestStack.origin());
    }
    if (part.equals(Part.OTHER_OWNER)) {
      return HOUSE.visitor().as(token(part).orElseThrow());
    }
    if (spends && POLICY.entry(cell.operation().id()).spendsTheCaller()) {
      return part.equals(Part.OWNER)
          ? new House().owner().api()
          : part.role().map(role -> HOUSE.newPerson(role).api()).orElseGet(() -> HOUSE.as(part));
    }
    return HOUSE.as(part);
  }

  private static Optional<String> token(Part part) {
    ApiClient api = part.equals(Part.OTHER_OWNER) ? ELSEWHERE.owner().api() : HOUSE.as(part);
    return api.header("Authorization").map(header -> header.substring("Bearer ".length()));
  }

  private static Thing thing(Cell cell, Relation relation, boolean spends) {
    String kind = POLICY.entry(cell.operation().id()).about().orElseThrow();
    return switch (relation) {
      case OWN -> {
        Person self = HOUSE.person(cell.part());
        yield kind.equals("user")
            ? Thing.of(self.userId())
            : spends ? HOUSE.fresh(kind, self) : HOUSE.one(kind, self);
      }
      case OTHERS -> {
        Person other =
            HOUSE.person(cell.part().equals(Part.CLIENT) ? Part.OTHER_CLIENT : Part.CLIENT);
        // A person is only renamed by it, and takes the longest to make.
        yield spends && !kind.equals("user") ? HOUSE.fresh(kind, other) : HOUSE.one(kind, other);
      }
      case OWNERS -> Thing.of(HOUSE.owner().userId());
      case ELSEWHERE -> ELSEWHERE.one(kind, ELSEWHERE.person(Part.CLIENT));
      case DELETED ->
          HOUSE.gone(kind, HOUSE.person(hasOwn(cell.part(), kind) ? cell.part() : Part.CLIENT));
    };
  }
}
