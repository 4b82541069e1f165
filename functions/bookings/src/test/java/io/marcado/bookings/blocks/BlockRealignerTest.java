package io.marcado.bookings.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.scheduling.Salon;
import io.marcado.domain.BlockId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.TzRelease;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Vancouver keeps its summer time since 2026b, so its winter is an hour earlier than in 2026a. */
class BlockRealignerTest {
  private static final Instant NOW = Instant.parse("2026-10-20T12:00:00Z");
  private static final List<ResourceId> ONE = List.of(new ResourceId("one"));
  private static final LocalTimeline BEFORE = timeline("2026a");
  private static final LocalTimeline PRESENT = timeline(TzRelease.current().name());

  @AutoClose private final Salon salon = Salon.in("America/Vancouver");
  private final Ids ids = new Ids(new SecureRandom());
  private final BlockRealigner realigner = salon.bean(BlockRealigner.class);

  @Test
  void shouldKeepTheLocalTimeOfBlocks() {
    BlockTime.Dates winter =
        new BlockTime.Dates(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-02"));
    BlockId dates = make(winter, BEFORE, true);
    Interval afternoon =
        new Interval(Instant.parse("2026-11-28T23:00:00Z"), Instant.parse("2026-11-29T01:00:00Z"));
    BlockId moments = make(new BlockTime.Moments(afternoon), BEFORE, true);
    BlockId summer =
        make(
            new BlockTime.Dates(LocalDate.parse("2026-10-22"), LocalDate.parse("2026-10-22")),
            BEFORE,
            true);
    BlockId unknown =
        make(
            new BlockTime.Dates(LocalDate.parse("2026-12-08"), LocalDate.parse("2026-12-08")),
            BEFORE,
            false);
    BlockId present =
        make(
            new BlockTime.Dates(LocalDate.parse("2026-12-10"), LocalDate.parse("2026-12-10")),
            PRESENT,
            true);

    assertThat(realigner.due(salon.tenant, NOW)).isEqualTo(2);
    assertThat(realigner.apply(salon.tenant, NOW)).isEqualTo(new BlockRealigner.Realigned(2, 0));

    assertThat(block(dates).interval()).isEqualTo(winter.in(PRESENT).orElseThrow());
    assertThat(block(dates).time()).isEqualTo(winter);
    assertThat(block(dates).version()).isEqualTo(2);
    Interval earlier =
        new Interval(Instant.parse("2026-11-28T22:00:00Z"), Instant.parse("2026-11-29T00:00:00Z"));
    assertThat(block(moments).interval()).isEqualTo(earlier);
    assertThat(block(moments).time()).isEqualTo(new BlockTime.Moments(earlier));
    assertThat(isBlocked(earlier)).isTrue();
    assertThat(isBlocked(new Interval(earlier.end(), afternoon.end()))).isFalse();
    for (BlockId same : List.of(summer, unknown, present)) {
      assertThat(block(same).version()).isEqualTo(1);
    }
    assertThat(realigner.apply(salon.tenant, NOW)).isEqualTo(new BlockRealigner.Realigned(0, 0));
  }

  private boolean isBlocked(Interval time) {
    return salon
        .bean(DayRows.class)
        .occupancy(
            salon.tenant,
            ONE.getFirst(),
            LocalDate.parse("2026-11-28"),
            LocalDate.parse("2026-11-29"))
        .isBlocked(CellRange.covering(time));
  }

  private BlockId make(BlockTime time, LocalTimeline timeline, boolean known) {
    Interval interval = time.in(timeline).orElseThrow();
    BlockId id = new BlockId(ids.next());
    Block block =
        new Block(
            id,
            ONE,
            time,
            interval,
            known
                ? Optional.of(
                    new AgreedTime(
                        LocalStart.of(interval.start(), timeline),
                        LocalStart.of(interval.end(), timeline)))
                : Optional.empty(),
            ids.next(),
            Optional.empty(),
            false,
            Optional.empty(),
            "hash",
            1,
            NOW,
            NOW);
    assertThat(salon.bean(BlockChanges.class).make(salon.tenant, block, false, NOW))
        .isInstanceOf(BlockChanges.Change.Done.class);
    return id;
  }

  private Block block(BlockId id) {
    return salon.bean(BlockStore.class).find(salon.tenant, id).orElseThrow().block();
  }

  private static LocalTimeline timeline(String release) {
    return new LocalTimeline(
        TzRelease.named(release).orElseThrow().zone("America/Vancouver").orElseThrow());
  }
}
