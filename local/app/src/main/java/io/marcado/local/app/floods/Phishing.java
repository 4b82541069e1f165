package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** A FREE shop with the name of a bank writes to strangers. */
final class Phishing implements Flood {
  private static final int STRANGERS = 150;

  /** Messages of FREE to unproved phones: by staff in a day, and by visitors in an hour. */
  private static final int MOST = 30 + 10;

  private static final String BAIT =
      "Ligue 0800 729-0722 ou www.bb-seguro.com \u0421\u0410IX\u0410";

  /** Digits as of a phone, a link, and letters of two scripts in one word. */
  private static final Pattern HARMFUL =
      Pattern.compile("\\d[ -]?\\d{3}[ -]?\\d{3}|www[.]|[.]com|[\\p{IsCyrillic}]");

  @Override
  public void run(Town town, Report report) {
    Shop shop = town.shop("Banco do Brasil");
    String service = shop.service(BAIT, List.of(shop.resource("Agência", 1000)));
    String start = shop.starts(service).getFirst();
    List<String> byStaff = town.phones(STRANGERS);
    List<String> byVisitors = town.phones(STRANGERS);
    List<Callable<Reply>> attempts = new ArrayList<>();
    for (String phone : byStaff) {
      attempts.add(() -> shop.book(service, start, phone));
    }
    int number = 0;
    ApiClient from = town.elsewhere();
    for (String phone : byVisitors) {
      from = number++ % 50 == 0 ? town.elsewhere() : from;
      ApiClient visitor = shop.visitor(from);
      attempts.add(() -> visitor.post("/public/bookings", Shop.draft(service, start, phone)));
    }
    List<Reply> replies = Town.atOnce(attempts);
    int told = town.texts(byStaff);
    int toldByVisitors = town.texts(byVisitors);
    List<String> texts = new ArrayList<>();
    byStaff.forEach(phone -> texts.addAll(town.texts(phone)));
    byVisitors.forEach(phone -> texts.addAll(town.texts(phone)));
    report.promise(
        told + toldByVisitors <= MOST, "a FREE shop wrote to %d strangers", told + toldByVisitors);
    report.promise(Town.noneFailed(replies), "a phishing shop was answered with a 5xx");
    for (String text : texts) {
      report.promise(text.startsWith("Marcado / "), "a message has no mark: %s", text);
      report.promise(!HARMFUL.matcher(text).find(), "a message carries bait: %s", text);
    }
    report.row(
        "a FREE shop \"Banco do Brasil\" books %d strangers into one slot".formatted(STRANGERS),
        "150 SMS in 10 s",
        told + " SMS in a day",
        "`messages-to-unproved-on-free`",
        "the text: `" + texts.getFirst() + "`");
    report.row(
        "the same without a login",
        "150 SMS",
        toldByVisitors + " SMS in an hour",
        "`messages-by-visitors-on-free`",
        "");
    codes(town, report);
  }

  /** The same by codes: an invitation goes to any phone. */
  private static void codes(Town town, Report report) {
    Shop shop = town.shop("Banco do Brasil");
    List<String> strangers = town.phones(STRANGERS);
    List<Callable<Reply>> attempts = new ArrayList<>();
    for (String phone : strangers) {
      attempts.add(() -> shop.owner().post("/staff", Map.of("name", "Lia", "phone", phone)));
    }
    List<Reply> replies = Town.atOnce(attempts);
    int sent = town.texts(strangers);
    report.promise(sent <= 50, "a FREE shop invited %d strangers by SMS", sent);
    report.promise(Town.noneFailed(replies), "invitations of strangers were answered with a 5xx");
    report.row(
        "the same shop invites %d strangers to its staff".formatted(STRANGERS),
        "not measured",
        sent + " SMS in an hour",
        "`codes-not-entered`, `code-requests-of-site`",
        "");
  }
}
