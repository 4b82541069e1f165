package io.marcado.messaging.bookings;

/**
 * Something for a digest.
 *
 * @param section what became of it, as its notice said
 * @param id of the booking, or of the session
 */
record DigestNews(DigestSection section, String id) {

  static DigestNews of(BookingMessage notice) {
    return new DigestNews(DigestSection.of(notice), notice.bookingId());
  }

  /** As the ledger keeps it. */
  String text() {
    return section + "#" + id;
  }

  static DigestNews parse(String text) {
    int end = text.indexOf('#');
    return new DigestNews(DigestSection.valueOf(text.substring(0, end)), text.substring(end + 1));
  }
}
