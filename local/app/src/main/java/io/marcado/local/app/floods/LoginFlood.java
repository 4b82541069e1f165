package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.List;

/** Wrong passwords under both names of an account, and many people behind one address. */
final class LoginFlood implements Flood {
  private static final int UNDER_EACH = 20;
  private static final int MOST = 20;
  private static final int OF_SHOP = 15;

  @Override
  public void run(Town town, Report report) {
    Shop shop = town.shop("Barbearia do Zé");
    ApiClient attacker = town.elsewhere();
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < UNDER_EACH; i++) {
      replies.add(shop.password(attacker, "phone", shop.ownerPhone(), "wrong and wrong"));
      replies.add(
          shop.password(attacker, "email", Town.email(shop.ownerPhone()), "wrong and wrong"));
    }
    int tried = Town.count(replies, 401);
    int in = shop.password(shop.owner(), "phone", shop.ownerPhone(), Town.PASSWORD).status();
    report.promise(tried <= MOST, "%d wrong passwords of one account in an hour", tried);
    report.promise(in == 200, "wrong passwords lock an owner out of a known network: %d", in);
    report.row(
        "%d wrong passwords by phone and e-mail, from one network".formatted(replies.size()),
        "40",
        tried + " compared",
        "`logins-under-name`",
        Report.ifSo(in == 200, "the owner logs in"));
    behindOneAddress(town, report);
  }

  private static void behindOneAddress(Town town, Report report) {
    ApiClient shared = town.elsewhere();
    List<Shop> shops = List.of(town.shop("Barbearia do Zé"), town.shop("Salão da Bia"));
    int first = 0;
    int again = 0;
    for (Shop shop : shops) {
      List<String> clients = town.phones(OF_SHOP);
      for (String client : clients) {
        shop.register(shared, client);
        first++;
      }
      for (String client : clients) {
        again += shop.logIn(shared, client).isPresent() ? 1 : 0;
      }
    }
    ApiClient another = town.elsewhere();
    int stranger = 0;
    for (int i = 0; i < OF_SHOP * shops.size(); i++) {
      stranger += shops.getFirst().askForCode(another, town.phone()).status() == 202 ? 1 : 0;
    }
    int clients = OF_SHOP * shops.size();
    report.promise(again == clients, "%d of %d clients behind one address", again, clients);
    report.promise(stranger <= 5, "a stranger asked for %d codes", stranger);
    report.row(
        "%d clients of two shops behind one address".formatted(clients),
        "the sixth of a shop got 429",
        "%d register and log in, and %d log in again".formatted(first, again),
        "`code-requests-with-proof`",
        "");
    report.row(
        "%d requests for codes from one address without proof".formatted(clients),
        "20",
        stranger + " taken",
        "`code-requests-of-network`",
        "");
  }
}
