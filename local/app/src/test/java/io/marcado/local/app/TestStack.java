package io.marcado.local.app;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.security.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One local stack in memory for all tests of a JVM. Each test signs up businesses of its own, so
 * tests do not meet. Tests that move the clock far or kill things start a stack of their own.
 */
public final class TestStack {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable LocalStack stack;

  private TestStack() {}

  /** The shared stack, started at the first call. */
  public static synchronized LocalStack shared() {
    LocalStack running = stack;
    if (running == null) {
      running = start(Options.inMemory());
      stack = running;
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
    }
    return running;
  }

  /**
   * A stack of its own for tests that move the clock. It stands still but for that, on a Friday at
   * nine in the morning in São Paulo.
   */
  public static LocalStack still() {
    return start(
        Options.inMemory().withClock(InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"))));
  }

  /** A stack of its own for tests that write much. */
  public static LocalStack own() {
    return start(Options.inMemory());
  }

  private static LocalStack start(Options options) {
    try {
      return LocalStack.start(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of the shared stack's origin. */
  public static ApiClient origin() {
    return ApiClient.of(shared().origin().toString()).watching(Secrets::note);
  }

  /** What would have been sent. */
  public static Messages messages() {
    return new Messages(origin());
  }

  /** A phone number that no other test uses. */
  public static String phone() {
    return "+5511%09d".formatted(900_000_000 + NUMBER.incrementAndGet());
  }

  /** A new business in São Paulo with an owner of its own. */
  public static SignedUp business() {
    return business(origin());
  }

  /** The same on another stack. */
  public static SignedUp business(ApiClient origin) {
    // Four digits in a row would be left out of messages, since they might be taken for a code.
    String slug = "shop-" + Integer.toString(NUMBER.incrementAndGet(), Character.MAX_RADIX);
    Owner owner =
        new Owner("Zé Carvalho", phone(), "ze@" + slug + ".example.com", "tesoura-e-navalha");
    Business business = Business.signUp(origin, slug, "Barbearia " + slug, owner);
    return new SignedUp(business, business.signIn(owner.phone(), owner.password()));
  }

  /**
   * A business and its owner.
   *
   * @param owner signed in
   */
  public record SignedUp(Business business, ApiClient owner) {

    /** A client of the business who has just registered and signed in. */
    public ApiClient client(String name) {
      return business.register(name, phone(), "corte-de-sexta");
    }

    /** Somebody who has not signed in. */
    public ApiClient visitor() {
      return business.visitor();
    }

    /** An hour of somebody new in two weeks, which is still free: what a booking asks for. */
    public Map<String, Object> hour() {
      String chair = business.resource(owner, "Ana", "PERSON");
      String service = business.service(owner, "Corte", 60, "50.00", List.of(chair));
      LocalDate day =
          LocalDate.ofInstant(shared().clock().instant(), ZoneId.of("America/Sao_Paulo"))
              .plusDays(14);
      String start =
          visitor()
              .get(
                  "/services/%s/availability?from=%s&to=%s"
                      .formatted(service, day, day.plusDays(6)))
              .expect(200)
              .path("slots")
              .path(0)
              .path("start")
              .asText();
      return Map.of("serviceId", service, "start", start);
    }

    /** The same with somebody new who comes. */
    public Map<String, Object> hourFor(String name) {
      Map<String, Object> draft = new LinkedHashMap<>(hour());
      draft.put("client", Map.of("name", name, "phone", phone()));
      return draft;
    }
  }
}
