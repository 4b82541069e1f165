package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Signed-in clients try to book a shop out. */
final class ClientFlood implements Flood {
  private static final int ATTEMPTS = 300;
  private static final int CHAIRS_AT_ONCE = 20;
  private static final int ROUNDS = 60;

  /** The limits of bookings ahead and of changes in an hour. */
  private static final int MOST = 10;

  @Override
  public void run(Town town, Report report) {
    Shop shop = town.shop("Barbearia do Zé");
    List<String> chairs = List.of(shop.resource("Ana", 1), shop.resource("Bruno", 1));
    String service = shop.service("Corte", chairs);
    List<String> starts = shop.starts(service);
    int taken = manyTimes(town, shop, service, chairs, starts, report);
    int rounds = rounds(town, shop, service, starts.getLast(), report);
    boolean served =
        shop.register(town.elsewhere(), town.phone())
                .post(
                    "/bookings",
                    Map.of("serviceId", service, "start", starts.get(starts.size() - 3)))
                .status()
            == 201;
    report.promise(served, "a shop is booked out: another client could not book");
    report.row(
        "%d bookings by one signed-in client, 8 at once".formatted(ATTEMPTS),
        "999 of 999 in 84 s",
        taken + " booked, none at the same time",
        "`bookings-ahead-of-client`, `bookings-and-moves-of-client`",
        Report.ifSo(served, "another client books"));
    report.row(
        "%d rounds of booking and cancelling".formatted(ROUNDS),
        "60 of 60",
        rounds + " rounds",
        "`bookings-and-moves-of-client`",
        "");
  }

  private static int manyTimes(
      Town town,
      Shop shop,
      String service,
      List<String> chairs,
      List<String> starts,
      Report report) {
    ApiClient client = shop.register(town.elsewhere(), town.phone());
    List<Callable<Reply>> attempts = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      // The first attempts want both chairs at one time.
      String start = starts.get(i < CHAIRS_AT_ONCE ? i / 2 : i % starts.size());
      String chair = chairs.get(i % 2);
      attempts.add(
          () ->
              client.post(
                  "/bookings", Map.of("serviceId", service, "start", start, "resourceId", chair)));
    }
    List<Reply> replies = Town.atOnce(attempts);
    List<String> booked =
        replies.stream()
            .filter(reply -> reply.status() == 201)
            .map(reply -> reply.json().path("start").asText())
            .toList();
    Set<String> different = new HashSet<>(booked);
    report.promise(
        booked.size() <= MOST && !booked.isEmpty(), "one client made %d bookings", booked.size());
    report.promise(different.size() == booked.size(), "one client has two chairs at a time");
    report.promise(Town.noneFailed(replies), "a client's flood was answered with a 5xx");
    return booked.size();
  }

  private static int rounds(Town town, Shop shop, String service, String start, Report report) {
    ApiClient client = shop.register(town.elsewhere(), town.phone());
    int rounds = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Reply booked = client.post("/bookings", Map.of("serviceId", service, "start", start));
      if (booked.status() == 201 && Shop.cancel(client, booked).status() == 200) {
        rounds++;
      }
    }
    report.promise(rounds == MOST, "%d rounds of booking and cancelling", rounds);
    return rounds;
  }
}
