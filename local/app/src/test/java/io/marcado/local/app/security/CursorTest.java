package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cursor belongs to one list with its filters: every list refuses those of all others. */
class CursorTest {
  private static final House HOUSE = new House();

  /** Lists that go on after one item, once each kind of thing is there twice. */
  private static final List<String> LISTS =
      List.of(
          "/users",
          "/users?role=CLIENT",
          "/users?role=ADMIN",
          "/users?query=bia",
          "/admins",
          "/invitations",
          "/api-keys",
          "/security-events",
          "/security-events?type=role.changed",
          "/security-events?from=2026-01-01",
          "/users/me/sessions",
          "/categories",
          "/webhooks",
          "/audit",
          "/audit?object=category",
          "/services",
          "/resources",
          "/bookings",
          "/bookings?status=PENDING",
          "/bookings?from=2026-01-01",
          "/bookings?clientId=" + HOUSE.person(Part.CLIENT).userId());

  @Test
  void shouldBeRefusedByEveryOtherList() {
    for (String kind :
        List.of(
            "category",
            "resource",
            "booking",
            "user",
            "admin",
            "api-key",
            "webhook",
            "invitation")) {
      HOUSE.fresh(kind, HOUSE.person(Part.CLIENT));
      HOUSE.fresh(kind, HOUSE.person(Part.CLIENT));
    }
    ApiClient owner = HOUSE.again(HOUSE.owner()).api();
    ApiClient stranger = TestStack.business().owner();
    List.of("A", "B")
        .forEach(name -> stranger.post("/categories", Map.of("name", name)).expect(201));
    Map<String, String> cursors = new LinkedHashMap<>();
    LISTS.forEach(list -> cursors.put(list, cursor(owner, list)));
    cursors.put("/categories of another business", cursor(stranger, "/categories"));

    List<String> targets = new ArrayList<>(LISTS);
    targets.add("/users/me/export");
    List<String> wrong = new ArrayList<>();
    for (String list : targets) {
      cursors.forEach(
          (source, cursor) -> {
            Reply reply = owner.get(with(list, "cursor=" + cursor));
            int expected = list.equals(source) ? 200 : 400;
            if (reply.status() != expected
                || expected == 400 && !reply.text().contains("is not a cursor of this list")) {
              wrong.add(list + " with a cursor of " + source + ": " + reply.text());
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldGoOnWithAnotherLimit() {
    ApiClient owner = HOUSE.owner().api();
    HOUSE.fresh("category", HOUSE.owner());
    HOUSE.fresh("category", HOUSE.owner());

    String next = "cursor=" + cursor(owner, "/categories") + "&limit=2";
    assertThat(owner.get("/categories?" + next).expect(200).path("items")).isNotEmpty();
  }

  private static String cursor(ApiClient client, String list) {
    String cursor = client.get(with(list, "limit=1")).expect(200).path("nextCursor").asText("");
    assertThat(cursor).as("%s goes on", list).isNotEmpty();
    return cursor;
  }

  private static String with(String list, String parameter) {
    return list + (list.contains("?") ? "&" : "?") + parameter;
  }
}
