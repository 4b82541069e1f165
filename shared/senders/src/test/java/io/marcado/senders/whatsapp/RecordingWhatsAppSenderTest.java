package io.marcado.senders.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordingWhatsAppSenderTest extends WhatsAppSenderContract {
  private final RecordingWhatsAppSender sender = new RecordingWhatsAppSender(BRAZIL);

  @Override
  WhatsAppSender sender() {
    return sender;
  }

  @Override
  List<String> handedOver() {
    return sender.sent().stream()
        .map(
            message ->
                "%s|%s|%s|%s|%s"
                    .formatted(
                        message.to().e164(),
                        message.template().name(),
                        words(message.template().language()),
                        String.join(", ", message.template().parameters()),
                        message.template().button().orElse("")))
        .toList();
  }

  private static String words(Locale language) {
    return Set.of("pt", "es").contains(language.getLanguage()) ? language.getLanguage() : "en";
  }

  @Test
  void shouldHideTheCode() {
    assertThat(new RecordingWhatsAppSender.Message(ANA, code("012345", Locale.ENGLISH)).toString())
        .doesNotContain("012345", "99999");
  }
}
