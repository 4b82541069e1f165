package io.marcado.local.aws;

import io.marcado.local.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Paths and queries of the REST protocols. */
final class Paths {
  private Paths() {}

  /** The path's parts, decoded. */
  static List<String> segments(Request request) {
    return Arrays.stream(request.path().split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> decode(segment.replace("+", "%2B")))
        .toList();
  }

  static Optional<String> query(Request request, String name) {
    return parameter(request.query(), name);
  }

  static int number(Request request, String name, int otherwise) throws AwsError {
    try {
      return query(request, name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new AwsError(400, "ValidationException", name + " is no number");
    }
  }

  /** A parameter of a query string or of a form. */
  static Optional<String> parameter(String form, String name) {
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && decode(pair.substring(0, equals)).equals(name)) {
        return Optional.of(decode(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
