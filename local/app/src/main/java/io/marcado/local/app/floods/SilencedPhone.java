package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A business books for a phone until it gets no more messages. */
final class SilencedPhone implements Flood {
  private static final int BOOKINGS = 40;

  /** Messages of one business to a phone, its reserve included. */
  private static final int MOST = 15;

  @Override
  public void run(Town town, Report report) {
    Shop home = town.shop("Barbearia do Zé");
    String cut = home.service("Corte", List.of(home.resource("Ana", 1)));
    List<String> starts = home.starts(cut);
    String phone = town.phone();
    ApiClient victim = home.register(town.elsewhere(), phone);
    Shop attacker = town.shop("Salão do Rui");
    String service = attacker.service("Corte", List.of(attacker.resource("Sala", 1000)));
    String start = attacker.starts(service).getFirst();

    int before = town.texts(phone).size();
    List<Reply> booked = new ArrayList<>();
    for (int i = 0; i < BOOKINGS; i++) {
      booked.add(attacker.book(service, start, phone));
    }
    town.quiet();
    booked.forEach(one -> Shop.cancel(attacker.owner(), one).expect(200));
    int flooded = town.texts(phone).size();

    Reply own = victim.post("/bookings", Map.of("serviceId", cut, "start", starts.getFirst()));
    own.expect(201);
    int confirmed = town.texts(phone).size();
    Shop.move(home.owner(), own, 1, starts.getLast()).expect(200);
    int moved = town.texts(phone).size();
    Shop.cancel(home.owner(), own).expect(200);
    int cancelled = town.texts(phone).size();

    report.promise(
        flooded - before <= MOST, "one business sent a phone %d messages", flooded - before);
    report.promise(confirmed > flooded, "another business silences a phone's own confirmations");
    report.promise(moved > confirmed, "another business silences moves of a phone's own booking");
    report.promise(cancelled > moved, "another business silences a phone's own cancellations");
    report.row(
        "%d bookings and cancellations at the attacker's own shop for one phone"
            .formatted(BOOKINGS),
        "20 bookings end all messages to the phone",
        (flooded - before) + " messages",
        "`sms-to-phone` and the rows beside it, `messages-to-phone`",
        "confirmation, move and cancellation of the client's own shop arrive: %d of 3"
            .formatted(cancelled - flooded));
  }
}
