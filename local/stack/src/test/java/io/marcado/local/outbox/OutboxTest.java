package io.marcado.local.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.storage.Documents;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
  @Test
  void shouldShowTheNewestFirstAndFindThemAgain() {
    Documents documents = Documents.inMemory();
    Outbox outbox = new Outbox(documents);
    for (int i = 0; i < 12; i++) {
      outbox.add(message(i % 2 == 0 ? "+551" : "+552", "message " + i));
    }

    Outbox reopened = new Outbox(documents);
    reopened.add(message("+551", "message 12"));

    assertThat(reopened.messages(Optional.of("+551")))
        .extracting(Message::body)
        .containsExactly(
            "message 12",
            "message 10",
            "message 8",
            "message 6",
            "message 4",
            "message 2",
            "message 0");
    assertThat(reopened.messages(Optional.empty())).hasSize(13);
  }

  @Test
  void shouldKeepOnceWhatHasAnId() {
    Documents documents = Documents.inMemory();
    Outbox outbox = new Outbox(documents);
    outbox.addOnce("abc", message("+551", "first"));
    outbox.addOnce("abc", message("+551", "first"));
    outbox.add(message("+551", "second"));

    Outbox reopened = new Outbox(documents);
    reopened.addOnce("abc", message("+551", "first"));
    reopened.addOnce("abd", message("+551", "third"));

    assertThat(reopened.messages(Optional.empty()))
        .extracting(Message::body)
        .containsExactly("third", "second", "first");
  }

  private static Message message(String to, String body) {
    return new Message("SMS", to, body, "2026-11-20T10:00:00Z");
  }
}
