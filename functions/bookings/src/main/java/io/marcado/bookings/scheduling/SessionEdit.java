package io.marcado.bookings.scheduling;

import io.marcado.domain.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The requested change of a session. What is empty stays.
 *
 * @param resourceIds whom and what it takes, who gives it first
 */
public record SessionEdit(
    Optional<Instant> start,
    Optional<Integer> durationMinutes,
    Optional<List<ResourceId>> resourceIds,
    Optional<Integer> seats) {}
