package io.marcado.local.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Ids;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The operator stops the messages of one business. */
class MessageSwitchTest {
  private final DynamoDbLocal database = TestStack.shared().table();
  private final SecureRandom random = new SecureRandom();
  private final MessageSwitch operator =
      new MessageSwitch(
          new Table(database.client(), database.tableName(), ConflictRetry.STANDARD, random),
          new Ids(random));

  @Test
  void shouldPutStopAndStartOnTheTrailOfTheBusiness() {
    SignedUp business = TestStack.business();
    Instant now = TestStack.shared().clock().instant();

    assertThat(operator.set(business.business().slug(), true, now)).isTrue();
    assertThat(operator.set(business.business().slug(), true, now.plusSeconds(1))).isTrue();
    assertThat(operator.set(business.business().slug(), false, now.plusSeconds(2))).isTrue();

    assertThat(
            business
                .owner()
                .get("/security-events?type=messages.stopped")
                .expect(200)
                .path("items"))
        .hasSize(2)
        .allMatch(event -> event.path("actorId").asText().equals("operator"));
    assertThat(
            business
                .owner()
                .get("/security-events?type=messages.started")
                .expect(200)
                .path("items"))
        .hasSize(1);
  }

  @Test
  void shouldSayThatThereIsNoSuchBusiness() {
    assertThat(operator.set("no-such-business-here", true, Instant.EPOCH)).isFalse();
  }
}
