package io.marcado.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.marcado.bookings.availability.FreeStarts;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.SlotFinder;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.scheduling.AvailabilityQueries.Free;
import io.marcado.bookings.scheduling.AvailabilityRefusal;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.platform.http.Problem;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AvailabilityViewTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);
  private static final LocalTimeline UTC = new LocalTimeline(Zone.of("UTC"));

  @Test
  void shouldRefuseTooMuchBeforeItMakesAnything() {
    Result<Free, AvailabilityRefusal> month = free(31);
    assertThatThrownBy(() -> AvailabilityView.of(month)).isInstanceOf(Problem.class);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> AvailabilityView.of(month)).isInstanceOf(Problem.class);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    assertThat(AvailabilityView.of(free(1)).slots()).hasSize(288);
  }

  private static Result<Free, AvailabilityRefusal> free(int days) {
    Map<ResourceId, Occupancy> occupancy = new HashMap<>();
    List<BookableResource> all =
        IntStream.range(0, 50)
            .mapToObj(i -> Business.resource("resource-" + (1_000_000 + i)))
            .toList();
    all.forEach(
        one ->
            occupancy.put(
                one.id(), Occupancy.ofDays(FIRST.minusDays(1), FIRST.plusDays(days + 1))));
    FreeStarts starts =
        new SlotFinder(
                new BookingRules(
                    Business.open("UTC", "00:00-24:00").every(5).settings(),
                    Instant.parse("2026-11-20T12:00:00Z")))
            .find(
                new ServiceNeeds(Business.service(5), all, List.of()),
                occupancy,
                UTC.days(FIRST, FIRST.plusDays(days - 1)));
    return Result.done(new Free(starts, Optional.empty(), UTC));
  }
}
