package io.marcado.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.domain.FaultCode;
import io.marcado.domain.Result;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Commit;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final String URL = "https://www.example.com/hook";

  private final Office office = new Office();

  @Test
  void shouldMakeAsManyWebhooksAsThePlanHasRoomFor() {
    office.has("FREE");
    Webhook first = office.webhook(URL, "booking.created").webhook();
    office.webhook(URL, "booking.created");

    assertThat(create(draft(URL), Optional.empty()).whyRefused())
        .contains(new WebhookRefusal.TooMany(2));

    remove(first);
    assertThat(create(draft(URL), Optional.empty()).whyRefused()).isEmpty();
    assertThat(office.store.page(office.tenant, new PageRequest(10, Optional.empty())).items())
        .hasSize(2);
  }

  @Test
  void shouldMakeOneForARepeatedRequestAndShowItsSecretOnce() {
    WebhookSecrets.Made first =
        create(draft(URL), Optional.of("k")).orElseThrow(WebhooksTest::unexpected);
    WebhookSecrets.Made second =
        create(draft(URL), Optional.of("k")).orElseThrow(WebhooksTest::unexpected);

    assertThat(second.webhook()).isEqualTo(first.webhook());
    assertThat(first.secret()).isPresent();
    assertThat(second.secret()).isEmpty();
    assertThat(second.replayed()).isTrue();
    assertThat(create(draft(URL + "/other"), Optional.of("k")).whyRefused())
        .contains(new WebhookRefusal.KeyReused());
  }

  @Test
  void shouldKeepNoSecretThatOthersCouldRead() {
    Office.Made made = office.webhook(URL, "booking.created");

    String item =
        office
            .table
            .of(office.tenant)
            .get(ItemKey.of(office.tenant, "WEBHOOK#" + made.webhook().id(), "WEBHOOK"))
            .orElseThrow()
            .attributes()
            .toString();
    assertThat(item).contains("sealed").doesNotContain(made.secret().text().substring(6));
    assertThat(office.secrets.signing(office.tenant, made.webhook(), office.clock.instant()))
        .containsExactly(made.secret());
  }

  @Test
  void shouldSignByTheEarlierSecretsForADay() {
    Office.Made made = office.webhook(URL, "booking.created");
    SigningSecret second = office.rotate(made.webhook());
    office.clock.advance(Duration.ofHours(1));
    // An owner who lost the answer rotates again; the secret that the receiver knows goes on.
    SigningSecret third = office.rotate(made.webhook());

    assertThat(signing(made)).containsExactly(third, second, made.secret());
    assertThat(
            office
                .secrets
                .rotate(office.actor(), made.webhook().id(), office.clock.instant())
                .whyRefused())
        .containsInstanceOf(WebhookRefusal.TooManySecrets.class);

    office.clock.advance(Duration.ofHours(23));
    assertThat(signing(made)).containsExactly(third, second);
    office.clock.advance(Duration.ofHours(1));
    assertThat(signing(made)).containsExactly(third);
  }

  @Test
  void shouldRefuseAUrlThatLeadsInsideWhenItIsMadeAndWhenItIsChanged() {
    office.names.answers("inside.example.com", "93.184.215.14", "10.0.0.1");
    Webhook webhook = office.webhook(URL, "booking.created").webhook();

    for (String url : List.of("https://inside.example.com/", "https://169.254.169.254/")) {
      assertThat(create(draft(url), Optional.empty()).whyRefused())
          .hasValueSatisfying(refusal -> assertFault(refusal));
      assertThat(
              office
                  .webhooks
                  .change(
                      office.actor(),
                      webhook.id(),
                      _ -> draft(url),
                      Optional.empty(),
                      office.clock.instant())
                  .whyRefused())
          .hasValueSatisfying(refusal -> assertFault(refusal));
    }
    assertThat(office.now(webhook).url()).isEqualTo(URL);
  }

  @Test
  void shouldRefuseAUrlThatIsTooLongInItsOneForm() {
    Webhook webhook = office.webhook(URL, "booking.created").webhook();
    WebhookDetails longer = draft(URL + "/" + "ü".repeat(200));

    assertThat(create(longer, Optional.empty()).whyRefused())
        .hasValueSatisfying(refusal -> assertFault(refusal));
    assertThat(
            office
                .webhooks
                .change(
                    office.actor(),
                    webhook.id(),
                    _ -> longer,
                    Optional.empty(),
                    office.clock.instant())
                .whyRefused())
        .hasValueSatisfying(refusal -> assertFault(refusal));
  }

  @Test
  void shouldDisableAWebhookWhoseSavedUrlIsRefusedByNow() {
    Webhook made = office.webhook(URL, "booking.created").webhook();
    String url = URL + "/" + "%C3%BC".repeat(200);
    Webhook saved =
        made.with(new WebhookDetails(url, made.eventTypes(), null, true), office.clock.instant());
    Commit<WebhookRefusal> commit =
        office.store.commit(
            office.tenant,
            new Transaction<WebhookRefusal>()
                .add(WebhookStore.replace(office.tenant, made, saved)));
    assertThat(commit).isInstanceOf(Commit.Written.class);

    office.enable(saved, false);

    assertThat(office.now(saved).enabled()).isFalse();
    assertThat(office.now(saved).url()).isEqualTo(url);
  }

  @Test
  void shouldBeginAfreshWhenItIsEnabledAgain() {
    Webhook webhook = office.webhook(URL, "booking.created").webhook();
    office.store.fails(office.tenant, webhook, office.clock.instant());
    office.stops.stop(office.tenant, webhook, Webhook.Reason.FAILING, office.clock.instant());
    assertThat(office.now(webhook).enabled()).isFalse();
    assertThat(office.now(webhook).stopped()).isPresent();

    office.enable(webhook, true);

    assertThat(office.now(webhook))
        .satisfies(
            now -> {
              assertThat(now.enabled()).isTrue();
              assertThat(now.stopped()).isEmpty();
              assertThat(now.failingSince()).isEmpty();
              assertThat(now.isStrained()).isFalse();
            });
  }

  @Test
  void shouldTellTheTrailWhoChangedWhatAndNoUrl() {
    Webhook webhook = office.webhook(URL, "booking.created").webhook();
    office.clock.advance(Duration.ofSeconds(1));
    change(webhook, new WebhookDetails(URL + "/other", webhook.eventTypes(), "Door", true));
    // A change of nothing is none.
    change(webhook, new WebhookDetails(URL + "/other", webhook.eventTypes(), "Door", true));
    office.clock.advance(Duration.ofSeconds(1));
    office.enable(webhook, false);
    office.clock.advance(Duration.ofSeconds(1));
    office.enable(webhook, true);
    office.clock.advance(Duration.ofSeconds(1));
    office.rotate(webhook);
    office.clock.advance(Duration.ofSeconds(1));
    remove(webhook);

    assertThat(office.trail())
        .extracting(event -> event.type().text(), SecurityEvent::facts)
        .containsExactly(
            tuple("webhook.created", Map.of()),
            tuple("webhook.changed", Map.of("fields", "description,url")),
            tuple("webhook.disabled", Map.of("fields", "enabled")),
            tuple("webhook.enabled", Map.of("fields", "enabled")),
            tuple("webhook.secret-rotated", Map.of()),
            tuple("webhook.deleted", Map.of()));
    assertThat(office.trail())
        .allSatisfy(
            event -> {
              assertThat(event.actorId()).isEqualTo(office.actor().auditId());
              assertThat(event.subjectId()).contains(webhook.id());
              assertThat(event.address()).isEqualTo("192.0.2.1");
              assertThat(event.toString()).doesNotContain("example.com");
            });
  }

  @Test
  void shouldTellTheOwnersOnceThatAWebhookWasStopped() {
    Webhook webhook = office.webhook(URL, "booking.created").webhook();
    office.clock.advance(Duration.ofSeconds(1));
    // Two deliveries find it at the same time.
    stop(webhook, Webhook.Reason.GONE);
    stop(webhook, Webhook.Reason.GONE);

    assertThat(office.notices()).isEqualTo(1);
    assertThat(office.trail())
        .filteredOn(event -> event.type() == SecurityEvent.Type.WEBHOOK_STOPPED)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actorId()).isEmpty();
              assertThat(event.subjectId()).contains(webhook.id());
              assertThat(event.facts()).containsExactly(Map.entry("reason", "GONE"));
            });
  }

  @Test
  void shouldTellNobodyOfAStopThatAnotherUrlPrevented() {
    Webhook webhook = office.webhook(URL, "booking.created").webhook();
    change(webhook, new WebhookDetails(URL + "/other", webhook.eventTypes(), null, true));

    stop(webhook, Webhook.Reason.FAILING);

    assertThat(office.now(webhook).enabled()).isTrue();
    assertThat(office.notices()).isZero();
  }

  private void stop(Webhook webhook, Webhook.Reason reason) {
    office.stops.stop(office.tenant, webhook, reason, office.clock.instant());
  }

  private void change(Webhook webhook, WebhookDetails details) {
    assertThat(
            office
                .webhooks
                .change(
                    office.actor(),
                    webhook.id(),
                    _ -> details,
                    Optional.empty(),
                    office.clock.instant())
                .whyRefused())
        .isEmpty();
  }

  private void remove(Webhook webhook) {
    assertThat(
            office
                .webhooks
                .remove(office.actor(), webhook.id(), Optional.empty(), office.clock.instant())
                .whyRefused())
        .isEmpty();
  }

  private static void assertFault(WebhookRefusal refusal) {
    assertThat(refusal)
        .isInstanceOfSatisfying(
            WebhookRefusal.Faulty.class,
            faulty ->
                assertThat(faulty.faults())
                    .singleElement()
                    .satisfies(
                        fault -> {
                          assertThat(fault.pointer()).isEqualTo("/url");
                          assertThat(fault.code()).isIn(FaultCode.PATTERN, FaultCode.NOT_ALLOWED);
                        }));
  }

  private List<SigningSecret> signing(Office.Made made) {
    return office.secrets.signing(
        office.tenant, office.now(made.webhook()), office.clock.instant());
  }

  private Result<WebhookSecrets.Made, WebhookRefusal> create(
      WebhookDetails draft, Optional<String> key) {
    return office.secrets.create(office.actor(), draft, key, office.clock.instant());
  }

  private static WebhookDetails draft(String url) {
    return new WebhookDetails(url, List.of("booking.created"), null, true);
  }

  private static RuntimeException unexpected(WebhookRefusal refusal) {
    return new IllegalStateException(refusal.toString());
  }
}
