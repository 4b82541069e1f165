package io.marcado.bookings.realign;

import static io.marcado.bookings.realign.Diary.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.TzRelease;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PlanReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReleaseRealignmentTest {
  private static final ItemKey PROGRESS = ItemKey.platform("TZ", "REALIGNED");

  /** Less than an invocation keeps for one business. */
  private static final Duration NO_TIME = Duration.ofSeconds(10);

  private static final Instant MOVED = Instant.parse("2026-11-28T22:00:00Z");

  private final List<Diary> diaries =
      Stream.of(new Diary("America/Vancouver"), new Diary("America/Vancouver"))
          .sorted(Comparator.comparing(diary -> diary.salon.tenant.value()))
          .toList();

  private final Table table = diaries.getFirst().salon.bean(Table.class);
  private final ReleaseRealignment realignment =
      diaries.getFirst().salon.bean(ReleaseRealignment.class);

  @AfterEach
  void close() {
    diaries.forEach(Diary::close);
  }

  @Test
  void shouldComeAgainToABusinessAtWhichAnEarlierInvocationFailed() {
    List<BookingId> bookings =
        diaries.stream()
            .map(diary -> diary.book("2026a", LocalDateTime.parse("2026-11-28T15:00"), 60, "one"))
            .toList();
    for (Diary diary : diaries) {
      TenantId tenant = diary.salon.tenant;
      table
          .of(tenant)
          .write(Write.put(PlanReader.key(tenant), Item.builder().text("plan", "FREE").build()));
    }
    failedAtAndHadNoTimeAfter(diaries.getFirst().salon.tenant);

    Deadline.in(NO_TIME).during(() -> isDoneAfter(Duration.ofMinutes(15)));
    assertThat(isDoneAfter(Duration.ofMinutes(45))).isFalse();
    assertThat(start(1, bookings)).isEqualTo(MOVED);
    assertThat(start(0, bookings)).isNotEqualTo(MOVED);

    assertThat(isDoneAfter(Duration.ofMinutes(60))).isTrue();
    assertThat(start(0, bookings)).isEqualTo(MOVED);
  }

  private Instant start(int diary, List<BookingId> bookings) {
    return diaries.get(diary).booking(bookings.get(diary)).time().start();
  }

  private void failedAtAndHadNoTimeAfter(TenantId tenant) {
    table
        .platform()
        .write(
            Write.put(
                PROGRESS,
                Item.builder()
                    .text("tzRelease", TzRelease.current().name())
                    .instant("since", NOW)
                    .text("after", tenant.value())
                    .flag("left", true)
                    .flag("done", false)
                    .build()));
  }

  private boolean isDoneAfter(Duration sinceTheRelease) {
    realignment.run(NOW.plus(sinceTheRelease));
    return table.platform().get(PROGRESS).orElseThrow().flag("done");
  }
}
