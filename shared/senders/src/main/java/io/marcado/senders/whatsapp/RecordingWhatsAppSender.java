package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import java.util.ArrayList;
import java.util.List;

/** Keeps messages in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingWhatsAppSender implements WhatsAppSender {
  private final WhatsAppSender checked;
  private final List<Message> sent = new ArrayList<>();

  /** A message as it would have gone out. */
  public record Message(PhoneNumber to, WhatsAppTemplate template) {}

  public RecordingWhatsAppSender(AllowedCountries countries) {
    this.checked = new CheckedWhatsAppSender(this::keep, countries);
  }

  @Override
  public synchronized Outcome send(PhoneNumber to, WhatsAppTemplate message) {
    return checked.send(to, message);
  }

  private Outcome keep(PhoneNumber to, WhatsAppTemplate message) {
    sent.add(new Message(to, message));
    return new Outcome.Accepted("recorded-" + sent.size());
  }

  /** All messages, in the order in which they were sent. */
  public synchronized List<Message> sent() {
    return List.copyOf(sent);
  }
}
