package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The requests of docs/guides/hours.md, one after the other. */
class HoursGuideTest {
  private static final Pattern REQUEST =
      Pattern.compile(
          "curl -X (PATCH|PUT) \"\\$BASE(/[^\"]*)\".*?-d '(\\{.*?\\})'", Pattern.DOTALL);

  private final Shop shop = new Shop();

  @Test
  void shouldRun() throws IOException {
    String guide =
        Files.readString(Path.of(System.getProperty("marcado.root"), "docs/guides/hours.md"));
    int count = 0;
    for (Matcher request = REQUEST.matcher(guide); request.find(); count++) {
      // An override of a date that is past is refused, and the guide grows old.
      String path =
          request
              .group(2)
              .replace("$ANA", shop.ana)
              .replaceAll("/overrides/.*", "/overrides/" + shop.monday);
      Reply reply =
          request.group(1).equals("PUT")
              ? shop.owner.put(path, request.group(3))
              : shop.owner.patch(path, request.group(3));
      assertThat(reply.status()).as("%s: %s", path, reply).isEqualTo(200);
    }

    assertThat(count).isEqualTo(10);
    assertThat(shop.owner.get("/settings").expect(200).path("holidays").path("days")).hasSize(3);
  }
}
