package io.marcado.bookings.blocks;

import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.json.Json;
import io.marcado.platform.replay.Repeatable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to make a block.
 *
 * @param keepsBookings true when upcoming bookings beneath it stand as they are
 * @param idempotencyKey identifies a retry
 * @param told its moments as they were told, by their pointers
 */
record BlockDraft(
    List<ResourceId> resourceIds,
    BlockTime time,
    Optional<String> reason,
    boolean isPrivate,
    boolean keepsBookings,
    Optional<String> idempotencyKey,
    Map<String, OffsetDateTime> told) {
  BlockDraft {
    resourceIds = List.copyOf(resourceIds);
    told = Map.copyOf(told);
  }

  /** One whose moments were told in UTC. */
  BlockDraft(
      List<ResourceId> resourceIds,
      BlockTime time,
      Optional<String> reason,
      boolean isPrivate,
      boolean keepsBookings,
      Optional<String> idempotencyKey) {
    this(resourceIds, time, reason, isPrivate, keepsBookings, idempotencyKey, Map.of());
  }

  /** A hash that is equal exactly for requests that ask for the same. */
  String hash() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("resourceIds", resourceIds.stream().map(ResourceId::value).sorted().toList());
    switch (time) {
      case BlockTime.Dates(var from, var to) -> fields.put("dates", from + "/" + to);
      case BlockTime.Moments(Interval interval) -> fields.put("moments", interval.toString());
    }
    reason.ifPresent(text -> fields.put("reason", text));
    fields.put("private", isPrivate);
    fields.put("keep", keepsBookings);
    return Repeatable.hash(List.of(Json.write(fields)));
  }

  /** Hides the reason. */
  @Override
  public String toString() {
    return "BlockDraft of " + resourceIds;
  }
}
