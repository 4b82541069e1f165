package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One part of a visit as it is asked for.
 *
 * @param resourceId the main resource; empty for any that can do it
 * @param durationMinutes empty for the usual one
 * @param gapMinutes how long after the parts before it begins, a multiple of five
 * @param parallel true when it begins with the part before
 */
public record AskedPart(
    ServiceId serviceId,
    Optional<ResourceId> resourceId,
    Optional<Integer> durationMinutes,
    int gapMinutes,
    boolean parallel) {
  /** Least parts of a visit. */
  public static final int LEAST = 2;

  /** Most parts of a visit. */
  public static final int MOST = 5;

  /** Longest gap, in minutes. */
  public static final int LONGEST_GAP = 720;

  /** The parts that a booking has, at the distances that they have, by the same main resources. */
  static List<AskedPart> of(List<VisitPart> visit) {
    List<AskedPart> asked = new ArrayList<>();
    int over = 0;
    int before = -1;
    for (VisitPart part : visit) {
      boolean parallel = part.afterMinutes() == before;
      asked.add(
          new AskedPart(
              part.serviceId(),
              Optional.of(part.resourceIds().getFirst()),
              Optional.of(part.minutes()),
              parallel ? 0 : part.afterMinutes() - over,
              parallel));
      before = part.afterMinutes();
      over = Math.max(over, part.afterMinutes() + part.minutes());
    }
    return asked;
  }

  /** For the hash of a request. */
  Map<String, Object> said() {
    Map<String, Object> said = new TreeMap<>();
    said.put("serviceId", serviceId.value());
    resourceId.ifPresent(id -> said.put("resourceId", id.value()));
    durationMinutes.ifPresent(minutes -> said.put("durationMinutes", minutes));
    said.put("gapMinutes", gapMinutes);
    said.put("parallel", parallel);
    return said;
  }
}
