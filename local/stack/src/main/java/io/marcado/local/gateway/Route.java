package io.marcado.local.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a path template with the function that answers it.
 *
 * @param key as API Gateway writes it: {@code GET /bookings/{bookingId}}
 */
record Route(String key, String method, List<String> segments, String function) {

  static Route of(String method, String template, String function) {
    return new Route(method + " " + template, method, segments(template), function);
  }

  /** An empty last segment stays, so {@code /a/} is another path than {@code /a}. */
  static List<String> segments(String path) {
    return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  /** The path's parameters when the route fits, still percent-encoded. */
  Optional<Map<String, String>> match(String method, List<String> path) {
    if (!this.method.equals(method) || path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      String given = path.get(i);
      if (isVariable(segment)) {
        if (given.isEmpty()) {
          return Optional.empty();
        }
        parameters.put(segment.substring(1, segment.length() - 1), given);
      } else if (!segment.equals(given)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /** Orders literal segments before variables, from the left: the more exact route first. */
  String rank() {
    List<String> rank = new ArrayList<>();
    for (String segment : segments) {
      rank.add(isVariable(segment) ? "1" : "0");
    }
    return String.join("", rank);
  }
}
