package io.marcado.senders.whatsapp;

import io.marcado.senders.whatsapp.GraphApi.Answer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Asks the Cloud API.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers">Phone
 *     numbers</a>
 */
final class CloudApiNumbers implements WhatsAppNumbers {
  private static final Logger LOG = LoggerFactory.getLogger(CloudApiNumbers.class);

  private final GraphApi api;

  CloudApiNumbers(GraphApi api) {
    this.api = api;
  }

  @Override
  public Checked check(Given given) {
    Answer number =
        ask(
            SdkHttpMethod.GET,
            "/%s?fields=display_phone_number,verified_name".formatted(given.phoneNumberId()),
            given);
    if (number.refusesToken()) {
      return new Checked.Refused(Set.of(Part.TOKEN));
    }
    Answer account =
        ask(SdkHttpMethod.POST, "/%s/subscribed_apps".formatted(given.businessAccountId()), given);
    // An account has an answer of another form, so its id may be given for a number's.
    String digits = number.body().path("display_phone_number").asText("").replaceAll("\\D", "");
    Set<Part> wrong = EnumSet.noneOf(Part.class);
    if (!number.isSuccess() || digits.isEmpty()) {
      wrong.add(Part.NUMBER);
    }
    if (!account.isSuccess() || !account.body().path("success").asBoolean()) {
      wrong.add(Part.ACCOUNT);
    }
    return wrong.isEmpty()
        ? new Checked.Known(digits, number.body().path("verified_name").asText(""))
        : new Checked.Refused(wrong);
  }

  private Answer ask(SdkHttpMethod method, String path, Given given) {
    Answer answer =
        api.call(
            method,
            path,
            given.accessToken(),
            Optional.of("{}").filter(_ -> method == SdkHttpMethod.POST));
    if (!answer.isSuccess() && (!answer.isRefusal() || answer.passes())) {
      throw new WhatsAppUnavailableException(
          "WhatsApp answered %d, code %d".formatted(answer.status(), answer.code()), null);
    }
    if (answer.isRefusal()) {
      LOG.info("WhatsApp does not know a number as it was given, code {}", answer.code());
    }
    return answer;
  }
}
