package io.marcado.messaging.texts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of a digest.
 *
 * @param business the display name of the business
 * @param unknown true for a business that anybody may have signed up
 * @param sections in their order, by their names in templates; those without bookings are missing
 * @param subject of the e-mail whose text it is; empty for others
 */
public record Overview(
    String business, boolean unknown, Map<String, Section> sections, Optional<String> subject)
    implements Mailable {
  /** Of all lines; the rest of an e-mail's 4,000 is for what stands around them. */
  private static final int MOST_CHARACTERS = 3_000;

  public Overview {
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /**
   * Bookings of one kind.
   *
   * @param count all of them
   * @param listed those that the text lists, as far as there is room
   */
  public record Section(int count, List<Notice> listed) {
    public Section {
      listed = List.copyOf(listed);
    }
  }

  @Override
  public Overview under(String emailSubject) {
    return new Overview(business, unknown, sections, Optional.of(emailSubject));
  }

  /** For each section the count, by its name, its lines, and its first one with how many follow. */
  @Override
  public Map<String, String> values(Locale formats) {
    Map<String, String> values = new HashMap<>();
    values.put("business", Names.business(business, unknown));
    values.put("subject", subject.orElse(""));
    int room = MOST_CHARACTERS;
    for (Map.Entry<String, Section> entry : sections.entrySet()) {
      Section section = entry.getValue();
      List<String> lines = new ArrayList<>();
      for (Notice notice : section.listed()) {
        String line = notice.line(formats);
        room -= line.length();
        if (room < 0) {
          break;
        }
        lines.add(line);
      }
      if (lines.size() < section.count()) {
        lines.add("+ " + (section.count() - lines.size()));
      }
      values.put(entry.getKey(), Integer.toString(section.count()));
      values.put(entry.getKey() + "Lines", String.join("\n", lines));
      values.put(entry.getKey() + "First", first(section, formats));
    }
    return values;
  }

  private static String first(Section section, Locale formats) {
    String all = Integer.toString(section.count());
    return section.listed().isEmpty()
        ? all
        : section.listed().getFirst().line(formats)
            + (section.count() > 1 ? " + " + (section.count() - 1) : "");
  }

  /** Hides who comes. */
  @Override
  public String toString() {
    return "Overview";
  }
}
