package io.marcado.messaging.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Result;
import io.marcado.messaging.LocalServices;
import io.marcado.messaging.TestTenant;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.secrets.SecretWriter;
import io.marcado.secrets.Secrets;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppNumbers;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Checked;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Given;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Part;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Whose a number is, since when it works, and where its token is. */
class NumberLinksTest {
  private static final String PLATFORM = "100000000000001";

  private final LocalServices services = new LocalServices("2026-11-20T12:00:00Z", (_, _) -> {});
  private final SecretsManagerClient client =
      new SdkClients(new Variables(services.variables()))
          .build("SECRETS_MANAGER", SecretsManagerClient.builder());
  private final TestTenant salon = TestTenant.create();
  private final TestTenant barber = TestTenant.create();
  private final String id = "1551130" + ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
  private final NumberStore store = new NumberStore(salon.table(), salon.ids());
  private final OwnNumbers numbers = salon.numbers(services.clock());

  @AfterEach
  void stop() {
    client.close();
    services.close();
  }

  @Test
  void shouldKeepTheTokenInSecretsManagerAlone() {
    LinkedNumber linked = link(salon, given(id, "token-one")).orElseThrow(NumberProblems::of);

    assertThat(linked.state()).isEqualTo(LinkedNumber.State.LINKED);
    assertThat(secret(salon)).contains("token-one", id);
    assertThat(store.get(salon.id())).contains(linked);
    assertThat(salon.table().of(salon.id()).get(NumberStore.key(salon.id())).orElseThrow())
        .extracting(item -> item.attributes().toString())
        .asString()
        .doesNotContain("token-one");
    // Until it is proved, the platform's number sends.
    assertThat(numbers.sender(salon.id())).isEmpty();
  }

  @Test
  void shouldBeProvedByTheFirstMessageSinceItWasLinked() {
    OwnNumber number = new OwnNumber(salon.id(), id);
    link(salon, given(id, "token-one")).orElseThrow(NumberProblems::of);

    numbers.wrote(number, services.clock().instant().minusSeconds(1));
    assertThat(numbers.sender(salon.id())).isEmpty();
    services.clock().advance(Duration.ofMinutes(5));
    numbers.wrote(number, services.clock().instant());
    assertThat(numbers.sender(salon.id())).contains(number);
    LinkedNumber working = store.get(salon.id()).orElseThrow();
    assertThat(working.state()).isEqualTo(LinkedNumber.State.WORKING);
    assertThat(working.workingSince()).contains(services.clock().instant());

    services.clock().advance(Duration.ofMinutes(5));
    numbers.wrote(number, services.clock().instant());
    link(salon, given(id, "token-two")).orElseThrow(NumberProblems::of);
    assertThat(store.get(salon.id())).contains(working);
    assertThat(secret(salon)).contains("token-two");

    String next = id + "9";
    link(salon, given(next, "token-three")).orElseThrow(NumberProblems::of);
    assertThat(numbers.sender(salon.id())).isEmpty();
    assertThat(numbers.find(id)).isEmpty();
    assertThat(numbers.find(next)).contains(new OwnNumber(salon.id(), next));
    numbers.wrote(number, services.clock().instant());
    assertThat(numbers.sender(salon.id())).isEmpty();
  }

  @Test
  void shouldBelongToOneBusinessOnly() {
    link(salon, given(id, "token-one")).orElseThrow(NumberProblems::of);

    assertThat(link(barber, given(id, "token-two")).whyRefused())
        .contains(new NumberRefusal.Taken());
    assertThat(link(barber, given(PLATFORM, "token-two")).whyRefused())
        .contains(new NumberRefusal.OfPlatform());
    assertThat(store.get(barber.id())).isEmpty();
    assertThat(hasSecret(barber)).isFalse();
    assertThat(numbers.find(id)).contains(new OwnNumber(salon.id(), id));

    unlink(salon);
    unlink(salon);
    assertThat(hasSecret(salon)).isFalse();
    assertThat(numbers.find(id)).isEmpty();
    assertThat(link(barber, given(id, "token-two")).whyRefused()).isEmpty();
  }

  @Test
  void shouldAnswerAllWhoLinkAndUnlinkAtOnce() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> busy = new ArrayList<>();
      for (int person = 0; person < 4; person++) {
        String own = id + person;
        busy.add(
            executor.submit(
                () -> {
                  for (int round = 0; round < 5; round++) {
                    // Secrets Manager may refuse to write what another one deletes just then.
                    assertThat(link(salon, given(own, "token-one")).whyRefused())
                        .isIn(Optional.empty(), Optional.of(new NumberRefusal.TokenNotKept()));
                    unlink(salon);
                  }
                }));
      }
      for (Future<?> one : busy) {
        one.get();
      }
    }

    assertThat(hasSecret(salon)).isEqualTo(store.get(salon.id()).isPresent());
    unlink(salon);
    assertThat(store.get(salon.id())).isEmpty();
    assertThat(hasSecret(salon)).isFalse();
    for (int person = 0; person < 4; person++) {
      assertThat(numbers.find(id + person)).isEmpty();
    }
  }

  @Test
  void shouldSayAllThatMetaDoesNotKnow() {
    NumberLinks links =
        links(_ -> new Checked.Refused(Set.of(Part.ACCOUNT, Part.NUMBER)), "*=1000");

    assertThat(links.link(actor(salon), given(id, "token-one"), services.clock().instant()))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused ->
                assertThat(((NumberRefusal.Faulty) refused.refusal()).faults())
                    .extracting(Fault::pointer)
                    .containsExactly("/phoneNumberId", "/businessAccountId"));
    assertThat(store.get(salon.id())).isEmpty();
    assertThat(numbers.find(id)).isEmpty();
  }

  @Test
  void shouldChangeNothingWhileMetaGivesNoAnswer() {
    NumberLinks links =
        links(
            _ -> {
              throw new WhatsAppUnavailableException("no answer", null);
            },
            "*=1000");

    NumberRefusal refusal =
        links
            .link(actor(salon), given(id, "token-one"), services.clock().instant())
            .whyRefused()
            .orElseThrow();

    assertThat(NumberProblems.of(refusal).code().kind().status()).isEqualTo(503);
    assertThat(store.get(salon.id())).isEmpty();
    assertThat(hasSecret(salon)).isFalse();
  }

  @Test
  void shouldAskMetaOnlySoOften() {
    NumberLinks links = links(_ -> new Checked.Refused(Set.of(Part.TOKEN)), "whatsapp-links=1");
    Given given = given(id, "token-one");

    assertThat(links.link(actor(salon), given, services.clock().instant()).whyRefused())
        .containsInstanceOf(NumberRefusal.Faulty.class);
    assertThat(links.link(actor(salon), given, services.clock().instant()).whyRefused())
        .containsInstanceOf(NumberRefusal.TooOften.class);
  }

  private Result<LinkedNumber, NumberRefusal> link(TestTenant business, Given given) {
    return links(_ -> new Checked.Known("551130001000", "Salão da Rita"), "*=1000")
        .link(actor(business), given, services.clock().instant());
  }

  private void unlink(TestTenant business) {
    links(_ -> new Checked.Refused(Set.of()), "*=1000")
        .unlink(actor(business), services.clock().instant());
  }

  private NumberLinks links(WhatsAppNumbers meta, String limits) {
    Map<String, String> variables = new HashMap<>(services.variables());
    variables.put("LIMITS", limits);
    variables.put("WHATSAPP_PHONE_NUMBER_ID", PLATFORM);
    variables.put("WHATSAPP_NUMBER_SECRETS", "test/whatsapp");
    Variables configured = new Variables(variables);
    return new NumberLinks(
        store,
        () -> meta,
        () -> new SecretWriter(client),
        configured,
        salon.table(),
        new RateLimiter(services.clock()),
        new Limits(configured));
  }

  private static Given given(String phoneNumberId, String token) {
    return new Given(phoneNumberId, "200000000000001", token);
  }

  private static Actor actor(TestTenant business) {
    return new Actor.Automation(business.id(), "test");
  }

  private String secret(TestTenant business) {
    return new Secrets(client).current("test/whatsapp/" + business.id().value());
  }

  private boolean hasSecret(TestTenant business) {
    try {
      return !secret(business).isEmpty();
    } catch (ResourceNotFoundException _) {
      return false;
    }
  }
}
