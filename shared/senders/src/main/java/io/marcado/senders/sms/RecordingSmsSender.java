package io.marcado.senders.sms;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import java.util.ArrayList;
import java.util.List;

/** Keeps messages in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingSmsSender implements SmsSender {
  private final SmsSender checked;
  private final List<Sms> sent = new ArrayList<>();

  /** A message as it would have gone out. */
  public record Sms(PhoneNumber to, String text) {
    /** Hides the text, which may hold a code. */
    @Override
    public String toString() {
      return "Sms to " + to;
    }
  }

  public RecordingSmsSender(AllowedCountries countries) {
    this.checked = new CheckedSmsSender(this::keep, countries);
  }

  @Override
  public synchronized Outcome send(PhoneNumber to, String text) {
    return checked.send(to, text);
  }

  private Outcome keep(PhoneNumber to, String text) {
    sent.add(new Sms(to, text));
    return new Outcome.Accepted("recorded-" + sent.size());
  }

  /** All messages, in the order in which they were sent. */
  public synchronized List<Sms> sent() {
    return List.copyOf(sent);
  }
}
