package io.marcado.privacy.export;

import io.marcado.platform.paging.ForeignPositionException;
import java.util.Optional;

/** The lists of an export, in the order in which they are given. */
enum Section {
  BOOKINGS,
  BLOCKS,
  MESSAGES,
  SECURITY_EVENTS;

  /**
   * Where a part of an export begins.
   *
   * @param within where it begins in the list; empty for its beginning
   */
  record Place(Section section, Optional<String> within) {
    private static final String BETWEEN = "|";

    /** The beginning of all. */
    static final Place FIRST = new Place(BOOKINGS, Optional.empty());

    /**
     * The place that an earlier part named.
     *
     * @throws ForeignPositionException when none did
     */
    static Place of(String text) {
      for (Section section : values()) {
        String prefix = section.name() + BETWEEN;
        if (text.startsWith(prefix)) {
          return new Place(
              section,
              Optional.of(text.substring(prefix.length())).filter(rest -> !rest.isEmpty()));
        }
      }
      throw new ForeignPositionException();
    }

    String text() {
      return section.name() + BETWEEN + within.orElse("");
    }

    /** The place behind a page of this list; empty behind the last list. */
    Optional<Place> behind(Optional<String> nextWithin) {
      if (nextWithin.isPresent()) {
        return Optional.of(new Place(section, nextWithin));
      }
      int next = section.ordinal() + 1;
      return next < values().length
          ? Optional.of(new Place(values()[next], Optional.empty()))
          : Optional.empty();
    }
  }
}
