package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.marcado.bookings.CreatePublicBookingHandler;
import io.marcado.local.app.TestStack;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Booking without a login is limited per address, whichever business is asked. */
class PublicBookingLimitTest {
  private static final Map<String, Object> DRAFT =
      Map.of(
          "serviceId",
          "s2corte4b6d7f3gh",
          "start",
          "2026-12-01T09:00:00-03:00",
          "client",
          Map.of("name", "Lia", "phone", "+5511999990009"));

  private final CreatePublicBookingHandler handler = handler();
  private final String address = "of " + UUID.randomUUID();

  @Test
  void shouldRefuseWhatAnAddressTriesBeyondItsLimit() {
    int first = book("one", address, DRAFT).getStatusCode();
    int second = book("two", address, DRAFT).getStatusCode();
    APIGatewayV2HTTPResponse third = book("three", address, DRAFT);

    // There are no such businesses, and yet somebody looked for them.
    assertThat(List.of(first, second)).containsOnly(404);
    assertThat(third.getStatusCode()).isEqualTo(429);
    assertThat(third.getBody()).contains("too-many-requests");
    assertThat(third.getHeaders()).containsKey("Retry-After");
    assertThat(book("one", "another " + address, DRAFT).getStatusCode()).isEqualTo(404);
  }

  /** The search for its faults reads the table too, so a request counts, whatever it brings. */
  @Test
  void shouldReadNothingForBrokenRequestsBeyondTheLimit() {
    Map<String, Object> proof = Map.of("challengeId", "a".repeat(26), "code", "123456");

    assertThat(book("one", address, Map.of()).getStatusCode()).isEqualTo(404);
    assertThat(book("two", address, Map.of("phoneProof", proof)).getStatusCode()).isEqualTo(404);
    assertThat(book("three", address, Map.of()).getStatusCode()).isEqualTo(429);
    assertThat(book("three", address, DRAFT).getStatusCode()).isEqualTo(429);
  }

  @Test
  void shouldAllowAnAddressMoreWithProofsOfPhones() {
    Map<String, Object> proved = new HashMap<>(DRAFT);
    proved.put("phoneProof", Map.of("challengeId", "a".repeat(26), "code", "123456"));
    for (int i = 0; i < 2; i++) {
      assertThat(book("one", address, DRAFT).getStatusCode()).isEqualTo(404);
    }
    assertThat(book("one", address, DRAFT).getStatusCode()).isEqualTo(429);

    for (int i = 0; i < 5; i++) {
      assertThat(book("one", address, proved).getStatusCode()).isEqualTo(404);
    }
    assertThat(book("one", address, proved).getStatusCode()).isEqualTo(429);
  }

  private APIGatewayV2HTTPResponse book(String tenant, String from, Map<String, Object> body) {
    return handler.handleRequest(
        APIGatewayV2HTTPEvent.builder()
            .withVersion("2.0")
            .withRouteKey("POST /public/bookings")
            .withHeaders(Map.of("content-type", "application/json"))
            .withStageVariables(Map.of("tenant", (tenant + "a".repeat(16)).substring(0, 16)))
            .withBody(Json.write(body))
            .withRequestContext(
                RequestContext.builder()
                    .withRouteKey("POST /public/bookings")
                    .withRequestId("limited")
                    .withHttp(RequestContext.Http.builder().withSourceIp(from).build())
                    .build())
            .build(),
        null);
  }

  private static CreatePublicBookingHandler handler() {
    FunctionHost host =
        TestStack.shared().functions().find("CreatePublicBooking").orElseThrow().host();
    Map<String, String> variables = new HashMap<>(host.variables());
    variables.put("LIMITS", "public-bookings-of-address=2,public-bookings-with-proof=5");
    return ScopedValue.where(FunctionHost.CURRENT, new FunctionHost(variables, host.clock()))
        .call(CreatePublicBookingHandler::new);
  }
}
