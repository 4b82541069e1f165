package io.marcado.messaging.texts;

import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The facts of a text about a booking.
 *
 * @param business the display name of the business
 * @param service the name of the service
 * @param resources names of the resources, the main one first
 * @param start when it begins
 * @param timeline local time of the business
 * @param writtenAt when the text is written; the text names the year only if it differs
 * @param unknown true for a business that anybody may have signed up; its names have no numbers,
 *     and our mark stands before them
 */
public record Appointment(
    String business,
    String service,
    List<String> resources,
    Instant start,
    LocalTimeline timeline,
    Instant writtenAt,
    boolean unknown)
    implements Contents {
  public Appointment {
    resources = List.copyOf(resources);
  }

  @Override
  public Map<String, String> values(Locale formats) {
    return Map.of(
        "business", Names.business(business, unknown),
        "service", Names.service(service, unknown),
        "resources", Names.resources(resources, unknown),
        "when", LocalWhen.of(formats).write(this));
  }
}
