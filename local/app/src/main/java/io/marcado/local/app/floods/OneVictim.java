package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages of all kinds to one phone within an hour. */
final class OneVictim implements Flood {
  private static final int SHOPS = 3;
  private static final int BOOKINGS = 10;
  private static final int MOST = 20;
  private static final String GUESS = "navalha-e-pente";

  @Override
  public void run(Town town, Report report) {
    Shop home = town.shop("Barbearia do Zé");
    String cut = home.service("Corte", List.of(home.resource("Ana", 1)));
    String phone = town.phone();
    ApiClient victim = town.elsewhere();
    List<String> starts = home.starts(cut);
    Reply own =
        home.register(victim, phone)
            .post("/bookings", Map.of("serviceId", cut, "start", starts.getFirst()));
    own.expect(201);
    int before = town.texts(phone).size();
    int attempts = 0;
    for (int i = 0; i < SHOPS; i++) {
      attempts += bookings(town, town.shop("Salão do Rui"), phone);
    }
    Shop last = town.shop("Salão do Rui");
    attempts += codes(town, home, phone);
    attempts += codes(town, last, phone);
    int flooded = town.texts(phone).size();
    Shop.move(home.owner(), own, 1, starts.getLast()).expect(200);
    int moved = town.texts(phone).size();
    Shop.cancel(home.owner(), own).expect(200);
    int cancelled = town.texts(phone).size();
    Optional<ApiClient> in = home.logIn(victim, phone);
    int all = town.texts(phone).size();
    report.promise(all <= MOST, "one phone got %d messages in an hour", all);
    report.promise(moved > flooded, "messages of all kinds silence a move of a proved client");
    report.promise(cancelled > moved, "messages of all kinds silence a cancellation");
    report.promise(in.isPresent(), "messages of all kinds lock a client out in a known network");
    report.row(
        attempts + " messages to one phone: bookings, moves, codes, invitations, resets",
        "35 in an hour",
        "%d in an hour by strangers, %d with the client's own".formatted(flooded - before, all),
        "`sms-to-phone` and the rows beside it",
        Report.ifSo(
            moved > flooded && cancelled > moved && in.isPresent(),
            "a move and a cancellation of the own booking and a code for a known network arrive"));
  }

  private static int bookings(Town town, Shop shop, String phone) {
    String service = shop.service("Corte", List.of(shop.resource("Sala", 100)));
    List<String> starts = shop.starts(service);
    List<Reply> booked = new ArrayList<>();
    for (int i = 0; i < BOOKINGS; i++) {
      booked.add(shop.book(service, starts.getFirst(), phone));
    }
    town.quiet();
    booked.forEach(one -> Shop.move(shop.owner(), one, 1, starts.getLast()).expect(200));
    town.quiet();
    booked.forEach(one -> Shop.cancel(shop.owner(), one).expect(200));
    town.quiet();
    return 3 * BOOKINGS;
  }

  /** All that sends a code or a token to a phone, each from a new network. */
  private static int codes(Town town, Shop shop, String phone) {
    int attempts = 0;
    for (int i = 0; i < 5; i++) {
      Reply _ = shop.askForCode(town.elsewhere(), phone);
      Reply _ =
          shop.visitor(town.elsewhere()).post("/auth/password/forgot", Map.of("phone", phone));
      Reply _ =
          shop.visitor(town.elsewhere())
              .post("/auth/register", Map.of("name", "Lia", "phone", phone, "password", GUESS));
      Reply _ = shop.password(town.elsewhere(), "phone", phone, GUESS);
      Reply _ = town.elsewhere().post("/tenants/codes", Map.of("phone", phone));
      Reply _ = shop.owner().post("/staff", Map.of("name", "Lia", "phone", phone));
      attempts += 6;
    }
    return attempts;
  }
}
