package io.marcado.identity.team.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.team.audit.AuditTrail.Filter;
import io.marcado.identity.team.audit.AuditTrail.Recorded;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvent.Type;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {
  private static final Filter ALL =
      new Filter(Optional.empty(), Optional.empty(), Optional.empty());

  private final IdentityFixture fixture = new IdentityFixture();
  private final AuditTrail trail = fixture.bean(AuditTrail.class);
  private final TenantId tenant = fixture.tenant();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldTellWhatHappenedAsItWas() {
    SecurityEvent event =
        SecurityEvent.by(
            Type.ROLE_CHANGED, "dora", "ana", "192.0.2.1", fixture.now(), Map.of("role", "STAFF"));
    record(event);

    Recorded told = page(ALL, 10, Optional.empty()).items().getFirst();

    assertThat(told.event()).isEqualTo(event);
    assertThat(told.eventId()).matches("[a-z2-7]{16}");
  }

  @Test
  void shouldKeepEventsOfBothSidesOfTheEndOfAMonthInOrder() {
    Instant end = Instant.parse("2026-11-01T00:00:00Z");
    List<Instant> times =
        List.of(end, end.minusMillis(1), end.plusMillis(1), end.minus(Duration.ofDays(31)));
    times.forEach(this::failed);

    assertThat(instants(ALL, 1))
        .containsExactly(
            end.plusMillis(1), end, end.minusMillis(1), end.minus(Duration.ofDays(31)));
    assertThat(instants(between(end, end.plusMillis(1)), 10)).containsExactly(end);
    assertThat(instants(between(end.minusMillis(1), end), 10)).containsExactly(end.minusMillis(1));
    assertThat(instants(between(end, end), 10)).isEmpty();
  }

  @Test
  void shouldStepOverMonthsWithoutEvents() {
    Instant first = fixture.now().minus(Duration.ofDays(399));
    failed(first);
    failed(fixture.now());

    assertThat(instants(ALL, 1)).containsExactly(fixture.now(), first);
  }

  @Test
  void shouldNotShowWhatIsPastItsTimeEvenIfItIsStillThere() {
    failed(fixture.now().minus(SecurityEvents.RETENTION).minusMillis(1));
    failed(fixture.now().minus(SecurityEvents.RETENTION));

    assertThat(instants(ALL, 10)).containsExactly(fixture.now().minus(SecurityEvents.RETENTION));
    assertThat(instants(between(Instant.EPOCH.plusSeconds(946684800), fixture.now()), 10))
        .hasSize(1);
  }

  @Test
  void shouldShowOnlyTheTypeThatIsAskedFor() {
    failed(fixture.now());
    record(SecurityEvent.own(Type.LOGIN_SUCCEEDED, "ana", "192.0.2.1", fixture.now()));
    failed(fixture.now().minus(Duration.ofDays(40)));

    Filter filter = new Filter(Optional.empty(), Optional.empty(), Optional.of(Type.LOGIN_FAILED));

    assertThat(instants(filter, 1))
        .containsExactly(fixture.now(), fixture.now().minus(Duration.ofDays(40)));
  }

  @Test
  void shouldGiveAnotherBusinessATrailOfItsOwn() {
    failed(fixture.now());

    assertThat(
            trail
                .page(fixture.tenant(), ALL, new PageRequest(10, Optional.empty()), fixture.now())
                .items())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldNeitherRepeatNorSkipWhilePagesAreTurnedAndThingsHappen(long seed) {
    Random random = new Random(seed);
    List<Instant> before = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      // Many at the same instant, and many near the ends of months.
      Instant at =
          fixture
              .now()
              .minus(Duration.ofDays(random.nextInt(5) * 10L))
              .minus(Duration.ofHours(random.nextInt(3) * 8L));
      before.add(at);
      failed(at);
    }
    List<Recorded> seen = new ArrayList<>();
    Optional<String> position = Optional.empty();
    do {
      Page<Recorded> page = page(ALL, 1 + random.nextInt(7), position);
      seen.addAll(page.items());
      position = page.next();
      fixture.advance(Duration.ofMillis(1 + random.nextInt(1000)));
      failed(fixture.now());
    } while (position.isPresent());

    assertThat(seen).extracting(Recorded::eventId).doesNotHaveDuplicates();
    assertThat(seen)
        .extracting(recorded -> recorded.event().at())
        .containsExactlyElementsOf(before.stream().sorted(Comparator.reverseOrder()).toList());
  }

  @Test
  void shouldRefuseACursorOfAnotherQuestion() {
    failed(fixture.now());
    failed(fixture.now().minusSeconds(10));
    String position = page(ALL, 1, Optional.empty()).next().orElseThrow();

    assertThatThrownBy(
            () ->
                page(
                    between(fixture.now().minusSeconds(20), fixture.now().minusSeconds(5)),
                    1,
                    Optional.of(position)))
        .isInstanceOf(ForeignPositionException.class);
    for (String wrong : List.of("x", "1#a", "0000000000000#aaaaaaaaaaaaaaaa", position + "a")) {
      assertThatThrownBy(() -> page(ALL, 1, Optional.of(wrong)))
          .isInstanceOf(ForeignPositionException.class);
    }
  }

  private void failed(Instant at) {
    record(SecurityEvent.unknown(Type.LOGIN_FAILED, Optional.of("ana"), "192.0.2.1", at));
  }

  private void record(SecurityEvent event) {
    fixture
        .bean(Table.class)
        .of(tenant)
        .write(fixture.bean(SecurityEvents.class).record(tenant, event));
  }

  private Page<Recorded> page(Filter filter, int limit, Optional<String> position) {
    return trail.page(tenant, filter, new PageRequest(limit, position), fixture.now());
  }

  private List<Instant> instants(Filter filter, int limit) {
    List<Instant> found = new ArrayList<>();
    Optional<String> position = Optional.empty();
    do {
      Page<Recorded> page = page(filter, limit, position);
      page.items().forEach(recorded -> found.add(recorded.event().at()));
      position = page.next();
    } while (position.isPresent());
    return found;
  }

  private static Filter between(Instant from, Instant to) {
    return new Filter(Optional.of(from), Optional.of(to), Optional.empty());
  }
}
