package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Strangers ask for codes of others, and guess them. */
final class LockOut implements Flood {
  private static final int OF_NETWORK = 5;
  private static final int NETWORKS = 20;
  private static final int WRONG_CODES = 100;
  private static final int TRIES = 5;

  @Override
  public void run(Town town, Report report) {
    elsewhere(town, report);
    unknownPhones(town, report);
    knownPhones(town, report);
    wrongCodes(town, report);
  }

  /** A client that the shop knows from a booking only. */
  private static String booked(Town town, Shop shop, String service, String start) {
    String phone = town.phone();
    shop.book(service, start, phone).expect(201);
    return phone;
  }

  private static void elsewhere(Town town, Report report) {
    Shop home = town.shop("Barbearia do Zé");
    String phone = town.phone();
    ApiClient victim = town.elsewhere();
    home.register(victim, phone);
    Shop other = town.shop("Salão do Rui");
    ApiClient attacker = town.elsewhere();
    int before = town.texts(phone).size();
    int asked = 0;
    for (int i = 0; i <= OF_NETWORK; i++) {
      asked += other.askForCode(attacker, phone).status() == 202 ? 1 : 0;
    }
    int sent = town.texts(phone).size() - before;
    boolean in = home.logIn(town.elsewhere(), phone).isPresent();
    report.promise(sent == 0, "a business that does not know a phone sends it %d codes", sent);
    report.promise(in, "codes asked for at another business lock a client out");
    report.row(
        "six codes for a phone at a business that does not know it",
        "429 at its own business too",
        "%d taken, %d sent".formatted(asked, sent),
        "`code-requests-for-contact`",
        Report.ifSo(in, "its holder logs in at its own business"));
  }

  private static void unknownPhones(Town town, Report report) {
    Shop shop = town.shop("Barbearia do Zé");
    String service = shop.service("Corte", List.of(shop.resource("Sala", 100)));
    String phone = booked(town, shop, service, shop.starts(service).getFirst());
    List<String> invented = new ArrayList<>();
    int asked = 0;
    for (int network = 0; network < 4; network++) {
      ApiClient attacker = town.elsewhere();
      for (int i = 0; i <= OF_NETWORK; i++) {
        String one = town.phone();
        invented.add(one);
        asked += shop.askForCode(attacker, one).status() == 202 ? 1 : 0;
      }
    }
    boolean in = shop.logIn(town.elsewhere(), phone).isPresent();
    for (int i = 0; i < 3; i++) {
      shop.register(town.elsewhere(), town.phone());
    }
    report.promise(in, "codes for invented phones lock a client out");
    report.row(
        "24 codes for invented phones from four addresses",
        "20, then no codes of a FREE business for an hour, nor first logins",
        "%d taken, %d sent".formatted(asked, town.texts(invented)),
        "`code-requests-of-network`",
        Report.ifSo(in, "a client of the shop and three first logins get theirs"));
  }

  private static void knownPhones(Town town, Report report) {
    Shop shop = town.shop("Barbearia do Zé");
    String service = shop.service("Corte", List.of(shop.resource("Sala", 100)));
    String start = shop.starts(service).getFirst();
    String phone = town.phone();
    ApiClient home = town.elsewhere();
    shop.register(home, phone);
    List<String> others = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      others.add(booked(town, shop, service, start));
    }
    int before = town.texts(others);
    for (String other : others) {
      shop.askForCode(town.elsewhere(), other).expect(202);
    }
    int sent = town.texts(others) - before;
    boolean in = shop.logIn(home, phone).isPresent();
    shop.register(town.elsewhere(), town.phone());
    report.promise(in, "codes for other clients lock a client out of a known network");
    report.row(
        "%d codes for clients of a FREE shop, from %d networks".formatted(NETWORKS, NETWORKS),
        "no codes for an hour",
        sent + " sent, no more in the hour to networks that are new",
        "a tenth of `CodesPerTenantPerDay`",
        Report.ifSo(in, "a client in a known network and a first login get theirs"));
  }

  /** Moves the clock, since an hour takes only so many guesses. */
  private static void wrongCodes(Town town, Report report) {
    Shop shop = town.shop("Barbearia do Zé");
    String phone = town.phone();
    ApiClient home = town.elsewhere();
    shop.register(home, phone);
    int wrong = 0;
    int inHour = 0;
    while (wrong < WRONG_CODES) {
      ApiClient attacker = town.elsewhere();
      Reply asked = shop.askForCode(attacker, phone);
      if (asked.status() != 202 || inHour == OF_NETWORK) {
        town.advanceClock(Duration.ofHours(1));
        inHour = 0;
        continue;
      }
      inHour++;
      String guess = town.code(phone).equals("000000") ? "000001" : "000000";
      for (int i = 0; i < TRIES; i++) {
        wrong += shop.enter(attacker, asked, guess).status() == 401 ? 1 : 0;
      }
    }
    town.advanceClock(Duration.ofMinutes(59));
    boolean atHome = shop.logIn(home, phone).isPresent();
    boolean elsewhere = shop.logIn(town.elsewhere(), phone).isPresent();
    town.advanceClock(Duration.ofHours(1));
    boolean later = shop.logIn(town.elsewhere(), phone).isPresent();
    report.promise(atHome, "wrong codes of strangers lock a client out in a known network");
    report.promise(!elsewhere, "%d wrong codes lock nothing", wrong);
    report.promise(later, "a lock does not lapse");
    report.row(
        wrong + " wrong codes over five hours, from new networks",
        "no codes ever again",
        Report.ifSo(!elsewhere, "no code elsewhere for an hour"),
        "[accounts](accounts.md)",
        Report.ifSo(
            atHome && later,
            "the holder logs in from a known network at once, elsewhere when the hour is over"));
  }
}
