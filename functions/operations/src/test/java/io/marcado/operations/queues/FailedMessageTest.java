package io.marcado.operations.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.platform.json.Json;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class FailedMessageTest {
  private static final Instant SENT = Instant.parse("2026-11-20T12:00:00Z");
  private static final String PERSONAL = "Ana +5511999990001 ana@example.com 123456 enxaqueca";

  @Test
  void shouldShowKindAndIdsOfAnEventAndNothingThatAPersonWroteOrIsReachedBy() {
    FailedMessage shown =
        shown(
            """
            {"id":"e1","detail-type":"booking.created","detail":{"tenantId":"k3vq7d2hmxw5ra6t",
             "booking":{"bookingId":"b5k2n3d4e6f7g2h3","notes":"%1$s","clientName":"%1$s"},
             "phone":"+5511999990001","code":"123456","id":"%1$s","sessionId":"%1$s"}}
            """
                .formatted(PERSONAL));

    assertThat(shown.type()).isEqualTo("booking.created");
    assertThat(shown.tenantId()).isEqualTo("k3vq7d2hmxw5ra6t");
    assertThat(shown.ids()).isEqualTo(Map.of("id", "e1", "bookingId", "b5k2n3d4e6f7g2h3"));
    assertThat(shown.sentAt()).isEqualTo(SENT);
    assertThat(shown.ageSeconds()).isEqualTo(90);
    assertThat(shown.tries()).isEqualTo(5);
    assertThat(Json.write(shown)).doesNotContain("5511999990001", "Ana", "123456", "enxaqueca");
  }

  @Test
  void shouldShowAMessageOfOurOwn() {
    FailedMessage shown =
        shown(
            "{\"tenantId\":\"k3vq7d2hmxw5ra6t\",\"kind\":\"WAITING\",\"bookingId\":\"b1\",\"messageId\":\"m1\"}");

    assertThat(shown.type()).isEqualTo("WAITING");
    assertThat(shown.ids()).isEqualTo(Map.of("bookingId", "b1", "messageId", "m1"));
  }

  @Test
  void shouldSayWhyLambdaGaveUpRecordsOfTheStream() {
    FailedMessage shown =
        shown(
            "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:f\",\"condition\":\"RetryAttemptsExhausted\"},\"DDBStreamBatchInfo\":{}}");

    assertThat(shown.error()).isEqualTo("RetryAttemptsExhausted");
    assertThat(shown.tenantId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "[]", "1", "null", "{\"detail\":5,\"detail-type\":{\"a\":1}}"})
  void shouldShowWhatIsNoMessageOfOursAsOneOfNoKind(String body) {
    FailedMessage shown = shown(body);

    assertThat(shown.type()).isNull();
    assertThat(shown.ids()).isEmpty();
  }

  private static FailedMessage shown(String body) {
    return FailedMessage.of(
        Message.builder()
            .messageId("5f0c8e52")
            .body(body)
            .attributes(
                Map.of(
                    MessageSystemAttributeName.SENT_TIMESTAMP,
                    String.valueOf(SENT.toEpochMilli()),
                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                    "5"))
            .build(),
        SENT.plusSeconds(90));
  }
}
