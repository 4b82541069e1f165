package io.marcado.local.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.storage.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what would have been sent; {@code GET /_local/messages} shows it. */
public final class Outbox {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Documents documents;
  private final List<Message> messages = new ArrayList<>();

  public Outbox(Documents documents) {
    this.documents = documents;
    documents.all().values().forEach(text -> messages.add(read(text)));
  }

  /** Returns when the message is kept. */
  public synchronized void add(Message message) {
    // Twelve digits, so that the order of names is the order of messages.
    documents.put("%012d".formatted(messages.size()), write(message));
    messages.add(message);
  }

  /** Newest first; all recipients' when none is given. */
  public synchronized List<Message> messages(Optional<String> to) {
    return messages.reversed().stream()
        .filter(message -> to.isEmpty() || message.to().equals(to.get()))
        .toList();
  }

  private static Message read(String text) {
    try {
      return JSON.readValue(text, Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not a message: " + text, e);
    }
  }

  private static String write(Message message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
