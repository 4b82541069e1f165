package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps messages in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingWhatsAppSender implements WhatsAppSender {
  private final WhatsAppSender checked;
  private final List<Message> sent = new ArrayList<>();
  private final List<String> references = new ArrayList<>();

  /** A message as it would have gone out. */
  public record Message(PhoneNumber to, WhatsAppMessage message) {
    /** The template that it is. */
    public WhatsAppTemplate template() {
      return (WhatsAppTemplate) message;
    }
  }

  public RecordingWhatsAppSender(AllowedCountries countries) {
    this.checked = new CheckedWhatsAppSender(this::keep, countries);
  }

  @Override
  public synchronized Outcome send(
      PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
    return checked.send(to, message, reference);
  }

  private Outcome keep(PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
    sent.add(new Message(to, message));
    references.add(reference.orElse(""));
    return new Outcome.Accepted("recorded-" + sent.size());
  }

  /** All messages, in the order in which they were sent. */
  public synchronized List<Message> sent() {
    return List.copyOf(sent);
  }

  /** The reference of each; empty for none. */
  public synchronized List<String> references() {
    return List.copyOf(references);
  }
}
