package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Strangers book without a login, and move and cancel what they booked. */
final class VisitorFlood implements Flood {
  private static final int ADDRESSES = 20;
  private static final int ATTEMPTS = 1000;
  private static final int MOVES = 3;
  private static final int OF_STAFF = 5;

  /** Bookings for phones that nobody proved, in an hour. */
  private static final int MOST = 40;

  /** Messages of FREE about them in an hour. */
  private static final int MOST_TOLD = 10;

  @Override
  public void run(Town town, Report report) {
    Shop shop = town.shop("Barbearia do Zé");
    String service = shop.service("Corte", List.of(shop.resource("Sala", 1000)));
    List<String> starts = shop.starts(service);
    List<ApiClient> addresses = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      addresses.add(town.elsewhere());
    }
    List<String> strangers = town.phones(ATTEMPTS);
    List<Callable<Reply>> attempts = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      ApiClient from = shop.visitor(addresses.get(i % ADDRESSES));
      Map<String, Object> draft =
          Shop.draft(service, starts.get(i % (starts.size() / 2)), strangers.get(i));
      attempts.add(() -> from.post("/public/bookings", draft));
    }
    List<Reply> replies = Town.atOnce(attempts);
    List<Reply> booked = replies.stream().filter(reply -> reply.status() == 201).toList();
    List<ApiClient> guests =
        booked.stream().map(one -> shop.guest(addresses.getFirst(), one)).toList();
    // A message that is not true any more is not sent, so strangers wait for each.
    int confirmed = town.texts(strangers);
    for (int version = 1; version <= MOVES; version++) {
      for (int i = 0; i < guests.size(); i++) {
        String start = starts.get(starts.size() / 2 + version);
        Shop.move(guests.get(i), booked.get(i), version, start).expect(200);
      }
      town.quiet();
    }
    for (int i = 0; i < guests.size(); i++) {
      Shop.cancel(guests.get(i), booked.get(i)).expect(200);
    }
    int told = town.texts(strangers);
    report.promise(booked.size() <= MOST, "strangers made %d bookings in an hour", booked.size());
    report.promise(Town.noneFailed(replies), "a flood of visitors was answered with a 5xx");
    report.promise(told <= MOST_TOLD, "strangers' bookings sent %d messages", told);
    int served = served(town, shop, service, starts.getLast(), report);
    report.row(
        "%,d bookings without a login, from %d addresses".formatted(ATTEMPTS, ADDRESSES),
        "all",
        booked.size() + " booked",
        "`unproved-bookings-of-business`, `public-bookings-of-address`",
        "a client with a login books");
    report.row(
        "their messages at a FREE business, with %d moves and a cancellation of each"
            .formatted(MOVES),
        "1,000, then no message of the business for a day",
        "%d confirmations, %d messages in all".formatted(confirmed, told),
        "`messages-by-visitors-on-free`",
        "%d of %d messages of bookings and cancellations by the owner arrive"
            .formatted(served, 2 * (OF_STAFF + 1)));
  }

  /** Bookings and cancellations by the owner, for new phones and for a client with a login. */
  private static int served(Town town, Shop shop, String service, String start, Report report) {
    List<String> phones = town.phones(OF_STAFF);
    String proved = town.phone();
    ApiClient known = shop.register(town.elsewhere(), proved);
    phones.add(proved);
    int before = town.texts(phones);
    List<Reply> booked = new ArrayList<>();
    for (String phone : phones.subList(0, OF_STAFF)) {
      booked.add(shop.book(service, start, phone));
    }
    booked.add(known.post("/bookings", Map.of("serviceId", service, "start", start)));
    booked.forEach(one -> one.expect(201));
    town.quiet();
    booked.forEach(one -> Shop.cancel(shop.owner(), one).expect(200));
    int told = town.texts(phones) - before;
    report.promise(
        told == 2 * booked.size(),
        "of %d messages of the owner's bookings and cancellations %d arrived in a flood",
        2 * booked.size(),
        told);
    return told;
  }
}
