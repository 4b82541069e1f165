package io.marcado.local.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The business {@code demo}, planted over HTTP on the first start. Every request carries an
 * idempotency key or finds its own work done, so a start that was cut short is finished by the
 * next.
 */
public final class Seed {
  static final Owner OWNER =
      new Owner("Zé Carvalho", "+5511999990001", "ze@example.com", "tesoura-e-navalha");
  private static final String STAFF_NAME = "Beto Alves";
  private static final String STAFF_PHONE = "+5511988880002";
  private static final String STAFF_PASSWORD = "pente-e-espelho";
  private static final String CLIENT_NAME = "Maria Lima";
  private static final String CLIENT_PHONE = "+5511988880001";
  private static final String CLIENT_PASSWORD = "corte-de-sexta";

  private final ApiClient origin;

  public Seed(ApiClient origin) {
    this.origin = origin;
  }

  /** Plants the business where it is not there yet, and tells how to use it. */
  public String plant() {
    Business business = Business.signUp(origin, "demo", "Barbearia do Zé", OWNER);
    String haircut = firstService(business).orElseGet(() -> catalogue(business));
    return welcome(business, haircut);
  }

  private static Optional<String> firstService(Business business) {
    JsonNode services = business.visitor().get("/services").expect(200).path("items");
    return Optional.ofNullable(services.path(0).path("serviceId").textValue());
  }

  private static String catalogue(Business business) {
    ApiClient owner = business.signIn(OWNER.phone(), OWNER.password());
    owner.patch("/settings", Map.of("corsOrigins", LocalStack.PAGES)).expect(200);
    business.register(CLIENT_NAME, CLIENT_PHONE, CLIENT_PASSWORD);
    if (owner.get("/users?role=STAFF").expect(200).path("items").isEmpty()) {
      business.staff(owner, STAFF_NAME, STAFF_PHONE, STAFF_PASSWORD);
    }
    String ana = business.resource(owner, "Ana", "PERSON");
    String bruno = business.resource(owner, "Bruno", "PERSON");
    // The service comes last: where it is there, everything is.
    return business.service(owner, "Corte de cabelo", 30, "50.00", List.of(ana, bruno));
  }

  private String welcome(Business business, String service) {
    LocalDate day = nextWorkingDay(origin);
    String start = day + "T10:00:00-03:00";
    return """

        Marcado runs at %1$s   (reference: %1$s/docs)
        The business "demo" is at %2$s

          owner   %3$s  %4$s
          staff   %10$s  %11$s
          client  %5$s  %6$s
          Codes and messages that would go out by SMS: %1$s/_local/messages

        Try:
          curl '%2$s/services'
          curl '%2$s/services/%7$s/availability?from=%8$s&to=%8$s'
          curl -H 'Content-Type: application/json' '%2$s/public/bookings' \\
            -d '{"serviceId":"%7$s","start":"%9$s","client":{"name":"Lia","phone":"+5511977770001"}}'
          curl '%1$s/_local/messages?to=%%2B5511977770001'
          curl -H 'Content-Type: application/json' '%2$s/auth/login' \\
            -d '{"phone":"%5$s","password":"%6$s"}'
        """
        .formatted(
            origin.base(),
            business.base(),
            OWNER.phone(),
            OWNER.password(),
            CLIENT_PHONE,
            CLIENT_PASSWORD,
            service,
            day,
            start,
            STAFF_PHONE,
            STAFF_PASSWORD);
  }

  /** A day on which the business is open, at least two days ahead by the stack's own clock. */
  static LocalDate nextWorkingDay(ApiClient origin) {
    JsonNode clock = origin.get("/_local/clock").expect(200);
    LocalDate day = OffsetDateTime.parse(clock.path("now").asText()).toLocalDate().plusDays(2);
    while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
      day = day.plusDays(1);
    }
    return day;
  }

  /** The request of a public booking. */
  static Map<String, Object> booking(
      String serviceId, String resourceId, String start, String name, String phone) {
    return Map.of(
        "serviceId", serviceId,
        "resourceId", resourceId,
        "start", start,
        "client", Map.of("name", name, "phone", phone));
  }
}
