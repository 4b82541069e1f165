package io.marcado.local.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.storage.Documents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what would have been sent; {@code GET /_local/messages} shows it. */
public final class Outbox {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Documents documents;
  private final List<Message> messages = new ArrayList<>();

  private final Set<String> ids = new HashSet<>();

  public Outbox(Documents documents) {
    this.documents = documents;
    documents
        .all()
        .forEach(
            (name, text) -> {
              messages.add(read(text));
              int dash = name.indexOf('-');
              if (dash > 0) {
                ids.add(name.substring(dash + 1));
              }
            });
  }

  /** Returns when the message is kept. */
  public synchronized void add(Message message) {
    keep(name(), message);
  }

  /**
   * Returns when the message is kept, now or before under the same id. That is more than providers
   * of SMS offer: here even a process that is killed while it sends doubles nothing.
   *
   * @param id of letters and digits
   */
  public synchronized void addOnce(String id, Message message) {
    if (!ids.contains(id)) {
      keep(name() + "-" + id, message);
      ids.add(id);
    }
  }

  private void keep(String name, Message message) {
    documents.put(name, write(message));
    messages.add(message);
    IssuedCodes.note(message.body());
  }

  // Twelve digits, so that the order of names is the order of messages.
  private String name() {
    return "%012d".formatted(messages.size());
  }

  /**
   * Newest first; all recipients' when none is given.
   *
   * @param to a phone number or an e-mail address, the latter in any case
   */
  public synchronized List<Message> messages(Optional<String> to) {
    return messages.reversed().stream()
        .filter(message -> to.isEmpty() || message.to().equalsIgnoreCase(to.get()))
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
