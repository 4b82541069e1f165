package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps messages in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingWhatsAppSender implements WhatsAppSender {
  private final AllowedCountries countries;
  private final List<Message> sent = new ArrayList<>();
  private final List<String> references = new ArrayList<>();

  /** A message as it would have gone out. */
  public record Message(PhoneNumber to, WhatsAppMessage message, Optional<OwnNumber> from) {
    /** One from the platform's number. */
    public Message(PhoneNumber to, WhatsAppMessage message) {
      this(to, message, Optional.empty());
    }

    /** The template that it is. */
    public WhatsAppTemplate template() {
      return (WhatsAppTemplate) message;
    }
  }

  public RecordingWhatsAppSender(AllowedCountries countries) {
    this.countries = countries;
  }

  @Override
  public synchronized Outcome send(
      PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
    return by(Optional.empty()).send(to, message, reference);
  }

  @Override
  public WhatsAppSender from(OwnNumber number) {
    return by(Optional.of(number));
  }

  private WhatsAppSender by(Optional<OwnNumber> from) {
    return new CheckedWhatsAppSender(
        (to, message, reference) -> keep(from, to, message, reference), countries);
  }

  private synchronized Outcome keep(
      Optional<OwnNumber> from,
      PhoneNumber to,
      WhatsAppMessage message,
      Optional<String> reference) {
    sent.add(new Message(to, message, from));
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
