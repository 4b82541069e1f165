package io.marcado.local.app.floods;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Sign-ups of a day, and the key of another owner's sign-up. */
final class SignUpFlood implements Flood {
  private static final int ADDRESSES = 20;
  private static final int OF_ADDRESS = 5;
  private static final int UNPROVED = 20;

  @Override
  public void run(Town town, Report report) {
    List<Callable<Reply>> attempts = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      ApiClient from = town.elsewhere();
      for (int j = 0; j < OF_ADDRESS; j++) {
        Map<String, Object> request = town.signUp("Salão do Rui", town.phone());
        attempts.add(() -> from.post("/tenants", request));
      }
    }
    List<Reply> replies = Town.atOnce(attempts);
    int signedUp = Town.count(replies, 201);
    String phone = town.phone();
    ApiClient owner = town.elsewhere();
    Map<String, Object> proved = town.signUp("Barbearia do Zé", phone);
    proved.put("phoneProof", town.phoneProof(owner, phone));
    Reply first = owner.with("Idempotency-Key", "sign-up").post("/tenants", proved);

    String another = town.phone();
    ApiClient stranger = town.elsewhere();
    Map<String, Object> other = town.signUp("Barbearia da Bia", another);
    other.put("phoneProof", town.phoneProof(stranger, another));
    Reply second = stranger.with("Idempotency-Key", "sign-up").post("/tenants", other);

    report.promise(signedUp <= UNPROVED, "%d sign-ups without a proof in a day", signedUp);
    report.promise(Town.noneFailed(replies), "a flood of sign-ups was answered with a 5xx");
    report.promise(first.status() == 201, "an owner with a proof got %d", first.status());
    report.promise(
        second.status() == 201
            && second.json().path("slug").asText().equals(String.valueOf(other.get("slug"))),
        "the key of another owner's sign-up counts: %d",
        second.status());
    report.row(
        "%d sign-ups from %d addresses".formatted(attempts.size(), ADDRESSES),
        "100, the whole day",
        signedUp + " signed up",
        "`sign-ups-unproved`",
        Report.ifSo(first.status() == 201, "an owner with a proof of the phone signs up"));
    report.row(
        "the `Idempotency-Key` of another owner's sign-up",
        "one key for all callers",
        "another key",
        "",
        "both owners sign up");
  }
}
