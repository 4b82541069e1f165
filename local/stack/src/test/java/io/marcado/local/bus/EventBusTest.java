package io.marcado.local.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.marcado.local.template.RuleDeclaration;
import io.marcado.local.template.RuleDeclaration.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBusTest {
  private static final String BOOKED =
      """
      {"source":"marcado.bookings","detail-type":"booking.created",
       "detail":{"booking":{"status":"CONFIRMED"},"version":3}}
      """;

  private final List<String> sent = new ArrayList<>();

  @Test
  void shouldSendAnEventOnceToEveryRuleThatMatches() {
    EventBus bus =
        bus(
            rule("all", "{\"source\":[{\"prefix\":\"marcado.\"}]}", "a"),
            rule(
                "confirmed",
                "{\"detail-type\":[\"booking.created\",\"booking.updated\"],"
                    + "\"detail\":{\"booking\":{\"status\":[\"CONFIRMED\"]}}}",
                "b"),
            rule("cancelled", "{\"detail-type\":[\"booking.cancelled\"]}", "c"),
            rule("numbers", "{\"detail\":{\"version\":[{\"numeric\":[\">\",2]}]}}", "d"));

    bus.publish("marcado", BOOKED);

    assertThat(sent).containsExactlyInAnyOrder("a " + BOOKED, "b " + BOOKED, "d " + BOOKED);
  }

  @Test
  void shouldSendWhatTheTargetAsksFor() {
    EventBus bus =
        bus(
            new RuleDeclaration(
                "part",
                "marcado",
                "{\"source\":[\"marcado.bookings\"]}",
                List.of(
                    new Target(
                        "1",
                        queue("a"),
                        Optional.empty(),
                        Optional.of("$.detail.booking"),
                        Optional.empty()),
                    new Target(
                        "2",
                        queue("b"),
                        Optional.of("{\"x\":1}"),
                        Optional.empty(),
                        Optional.of("one")),
                    new Target(
                        "3",
                        queue("c"),
                        Optional.of("{}"),
                        Optional.empty(),
                        Optional.of("$.detail.booking.status")))));

    bus.publish("marcado", BOOKED);

    assertThat(sent)
        .containsExactly("a {\"status\":\"CONFIRMED\"}", "b {\"x\":1} of one", "c {} of CONFIRMED");
  }

  @Test
  void shouldKeepBusesApart() {
    EventBus bus = bus(rule("all", "{\"source\":[{\"prefix\":\"\"}]}", "a"));

    bus.publish("default", BOOKED);

    assertThat(sent).isEmpty();
    assertThat(bus.has("marcado")).isTrue();
    assertThat(bus.has("other")).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> bus.publish("other", BOOKED));
    assertThatIllegalArgumentException().isThrownBy(() -> bus.publish("marcado", "no json"));
  }

  @Test
  void shouldTellThePublisherWhenAQueueDidNotTakeTheEvent() {
    EventBus bus =
        new EventBus(
            List.of("marcado"),
            List.of(rule("all", "{\"source\":[\"marcado.bookings\"]}", "a")),
            (_, _, _) -> {
              throw new IllegalStateException("full");
            });

    assertThatIllegalStateException().isThrownBy(() -> bus.publish("marcado", BOOKED));
  }

  @Test
  void shouldRefuseRulesItCannotServe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bus(rule("broken", "{\"source\":1}", "a")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                bus(new RuleDeclaration("elsewhere", "other", "{\"source\":[\"a\"]}", List.of())));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                bus(
                    new RuleDeclaration(
                        "topic",
                        "marcado",
                        "{\"source\":[\"a\"]}",
                        List.of(
                            new Target(
                                "1",
                                "arn:aws:sns:us-east-1:000000000000:t",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))));
  }

  private EventBus bus(RuleDeclaration... rules) {
    return new EventBus(
        List.of("marcado"),
        List.of(rules),
        (queue, message, group) ->
            sent.add(queue + " " + message + group.map(" of "::concat).orElse("")));
  }

  private static RuleDeclaration rule(String name, String pattern, String queue) {
    return new RuleDeclaration(
        name,
        "marcado",
        pattern,
        List.of(
            new Target(
                "queue", queue(queue), Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private static String queue(String name) {
    return "arn:aws:sqs:us-east-1:000000000000:" + name;
  }
}
