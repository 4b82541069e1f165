package io.marcado.bookings.scheduling;

import io.marcado.bookings.explain.BlockingTime;
import io.marcado.domain.Actor;
import io.marcado.domain.time.Interval;
import java.util.List;

/** Finds the blocks that may be in the way of a time. */
public interface BlocksAround {

  /** Those that have time within an interval, by end, as the actor may see them. */
  List<BlockingTime> within(Actor actor, Interval interval);
}
