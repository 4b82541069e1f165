package io.marcado.platform.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.sms.AllowedCountries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps codes in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingWhatsAppSender implements WhatsAppSender {
  private final WhatsAppSender checked;
  private final List<Message> sent = new ArrayList<>();

  /** A code as it would have gone out. */
  public record Message(PhoneNumber to, String code, Locale language) {
    /** Hides the code. */
    @Override
    public String toString() {
      return "WhatsApp message to " + to;
    }
  }

  public RecordingWhatsAppSender(AllowedCountries countries) {
    this.checked = new CheckedWhatsAppSender(this::keep, countries);
  }

  @Override
  public synchronized Outcome send(PhoneNumber to, String code, Locale language) {
    return checked.send(to, code, language);
  }

  private Outcome keep(PhoneNumber to, String code, Locale language) {
    sent.add(new Message(to, code, language));
    return new Outcome.Accepted("recorded-" + sent.size());
  }

  /** All messages, in the order in which they were sent. */
  public synchronized List<Message> sent() {
    return List.copyOf(sent);
  }
}
