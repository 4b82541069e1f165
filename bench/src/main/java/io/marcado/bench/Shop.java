package io.marcado.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Messages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A local stack in memory with one business on it, to be measured. */
public final class Shop implements AutoCloseable {
  private static final LocalTimeline LOCAL = new LocalTimeline(Zone.of("America/Sao_Paulo"));
  private static final Owner OWNER =
      new Owner("Zé Carvalho", "+5511900000000", "ze@example.com", "tesoura-e-navalha");

  private final LocalStack stack;
  private final Business business;
  private final ApiClient owner;
  private final Messages messages;

  private Shop(LocalStack stack) {
    this.stack = stack;
    ApiClient origin = ApiClient.of(stack.origin().toString());
    this.messages = new Messages(origin);
    this.business = Business.signUp(origin, "bench", "Barbearia do Zé", OWNER);
    this.owner = business.signIn(OWNER.phone(), OWNER.password());
  }

  /** Opens on a stack of its own. */
  public static Shop open(Options options) throws IOException {
    LocalStack stack = LocalStack.start(options);
    try {
      return new Shop(stack);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  public LocalStack stack() {
    return stack;
  }

  public Business business() {
    return business;
  }

  /** The owner, signed in. */
  public ApiClient owner() {
    return owner;
  }

  public Owner ownerAccount() {
    return OWNER;
  }

  public String tenantId() {
    return Optional.ofNullable(
            stack.stages().named(business.slug()).orElseThrow().variables().get("tenant"))
        .orElseThrow();
  }

  /** A client who has registered and signed in; their number tells them apart. */
  public ApiClient client(int number) {
    return business.register(
        "Cliente " + number, "+5511%09d".formatted(910_000_000 + number), "corte-de-sexta");
  }

  /** A resource with the business's hours; returns its id. */
  public String resource(String name) {
    return business.resource(owner, name, "PERSON");
  }

  /** A resource of a thousand seats with the business's hours; returns its id. */
  public String hall(String name) {
    return owner
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post("/resources", Map.of("name", name, "kind", "SPACE", "capacity", 1_000))
        .expect(201)
        .path("resourceId")
        .asText();
  }

  /** A service of half an hour that any of these can do; returns its id. */
  public String service(String name, List<String> resourceIds) {
    return business.service(owner, name, 30, "50.00", resourceIds);
  }

  /** Moves the clock, and returns when all that this caused is done. */
  public void advance(Duration time) {
    messages.advanceClock(time);
    stack.awaitQuiet();
  }

  /** The first day on which bookings are taken in any case. */
  public static LocalDate firstDay() {
    return LOCAL.dateOf(Instant.now()).plusDays(2);
  }

  /** The free starts of a service on some days, as the API writes them. */
  public List<String> starts(String serviceId, LocalDate from, LocalDate to) {
    List<String> starts = new ArrayList<>();
    for (JsonNode slot :
        business
            .visitor()
            .get("/services/%s/availability?from=%s&to=%s".formatted(serviceId, from, to))
            .expect(200)
            .path("slots")) {
      starts.add(slot.path("start").asText());
    }
    return starts;
  }

  @Override
  public void close() {
    stack.close();
  }
}
