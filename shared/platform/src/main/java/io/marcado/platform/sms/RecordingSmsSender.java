package io.marcado.platform.sms;

import io.marcado.domain.PhoneNumber;
import java.util.ArrayList;
import java.util.List;

/** Keeps messages in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingSmsSender implements SmsSender {
  private final AllowedCountries countries;
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
    this.countries = countries;
  }

  @Override
  public synchronized Outcome send(PhoneNumber to, String text) {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a text message of %d characters".formatted(text.length()));
    }
    if (!countries.allow(to)) {
      return new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED);
    }
    sent.add(new Sms(to, text));
    return new Outcome.Accepted("recorded-" + sent.size());
  }

  /** All messages, in the order in which they were sent. */
  public synchronized List<Sms> sent() {
    return List.copyOf(sent);
  }
}
