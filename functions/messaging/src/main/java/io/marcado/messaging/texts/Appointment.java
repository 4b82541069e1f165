package io.marcado.messaging.texts;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of a text about a booking.
 *
 * @param business the display name of the business
 * @param service the name of the service
 * @param resources names of the resources, the main one first
 * @param start when it begins, as both sides agreed on it
 * @param end when what lasts a day or more ends; empty for what is shorter, of which texts tell the
 *     start alone
 * @param offset of the clocks at the start, where they show its time twice that day; empty for
 *     every other start
 * @param writtenOn the local date on which the text is written; it names the year only if it
 *     differs
 * @param comes the name of who comes, as somebody typed it; empty for none that the reader needs or
 *     may see
 * @param unknown true for a business that anybody may have signed up; its names have few digits
 *     together and no look-alikes, and our mark stands before them
 * @param times how many bookings the text tells of, this one being the first; 1 for it alone
 * @param seats how many seats of a session of a class; 1 for one, and for everything else
 * @param reason what the business says about why, as somebody typed it; empty for nothing
 */
public record Appointment(
    String business,
    String service,
    List<String> resources,
    LocalDateTime start,
    Optional<LocalDateTime> end,
    Optional<ZoneOffset> offset,
    LocalDate writtenOn,
    Optional<String> comes,
    boolean unknown,
    int times,
    int seats,
    Optional<String> reason)
    implements Contents {
  /** Characters of all names and the reason together; with longer ones a text would be too long. */
  private static final int MOST_WITH_REASON = 240;

  public Appointment {
    resources = List.copyOf(resources);
  }

  /** One booking alone. */
  public Appointment(
      String business,
      String service,
      List<String> resources,
      LocalDateTime start,
      LocalDate writtenOn,
      Optional<String> comes,
      boolean unknown) {
    this(business, service, resources, start, writtenOn, comes, unknown, 1);
  }

  /** What lasts less than a day. */
  public Appointment(
      String business,
      String service,
      List<String> resources,
      LocalDateTime start,
      LocalDate writtenOn,
      Optional<String> comes,
      boolean unknown,
      int times) {
    this(business, service, resources, start, Optional.empty(), writtenOn, comes, unknown, times);
  }

  /** At a time that clocks show once, without a reason. */
  public Appointment(
      String business,
      String service,
      List<String> resources,
      LocalDateTime start,
      Optional<LocalDateTime> end,
      LocalDate writtenOn,
      Optional<String> comes,
      boolean unknown,
      int times) {
    this(
        business,
        service,
        resources,
        start,
        end,
        Optional.empty(),
        writtenOn,
        comes,
        unknown,
        times,
        1,
        Optional.empty());
  }

  @Override
  public Map<String, String> values(Locale formats) {
    List<String> names = new ArrayList<>(List.of(business, service));
    names.addAll(resources);
    names.add(comes.orElse(""));
    names.add(reason.orElse(""));
    List<String> plain = new ArrayList<>(unknown ? PlainName.withoutNumbers(names) : names);
    String why = Names.reason(plain.removeLast());
    int characters = why.length() + plain.stream().mapToInt(String::length).sum();
    return Map.of(
        "business", Names.marked(plain.getFirst(), unknown),
        "service", Names.service(plain.get(1)),
        "resources", Names.resources(plain.subList(2, plain.size() - 1)),
        "who", Names.person(plain.getLast()),
        "when", LocalWhen.of(formats).write(start, offset, end, writtenOn),
        "times", many(times),
        "seats", many(seats),
        "reason", characters > MOST_WITH_REASON ? "" : why);
  }

  /** What the business is called in texts; never nothing. */
  public String writer(Locale formats) {
    String name = values(formats).getOrDefault("business", "");
    return name.isEmpty() ? Names.PLATFORM : name;
  }

  /** What the booking is called in a calendar, which shows the time by itself. */
  public String title(Locale formats) {
    Map<String, String> values = values(formats);
    String who = values.getOrDefault("who", "");
    return "%s: %s (%s)".formatted(writer(formats), values.get("service"), values.get("resources"))
        + (who.isEmpty() ? "" : " - " + who);
  }

  private static String many(int count) {
    return count > 1 ? Integer.toString(count) : "";
  }

  /** Hides who comes. */
  @Override
  public String toString() {
    return "Appointment";
  }
}
