package io.marcado.messaging.bookings;

/**
 * Something for a digest.
 *
 * @param section what became of the booking, as its notice said
 * @param bookingId of the booking; of the session, if it is of one
 */
record DigestNews(DigestSection section, String bookingId) {

  static DigestNews of(BookingMessage notice) {
    return new DigestNews(DigestSection.of(notice), notice.bookingId());
  }

  /** As the ledger keeps it. */
  String text() {
    return section + "#" + bookingId;
  }

  static DigestNews parse(String text) {
    int end = text.indexOf('#');
    return new DigestNews(DigestSection.valueOf(text.substring(0, end)), text.substring(end + 1));
  }
}
