package io.marcado.platform.http;

import com.fasterxml.jackson.databind.node.TextNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.ListCursors;
import io.marcado.platform.paging.PageRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request. Parameters that nobody asked for are faults: a misspelt filter
 * must not return everything.
 */
public final class Query {
  /** The fault of a cursor that this list did not give. */
  static final Fault FOREIGN_CURSOR =
      Fault.query("cursor", FaultCode.PATTERN, "is not a cursor of this list");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final Map<String, String> parameters;
  private final Faults faults;
  private final ListCursors cursors;
  private final Set<String> known = new HashSet<>();

  /**
   * @param operation what is asked, apart from the query
   */
  Query(Map<String, String> parameters, Faults faults, List<?> operation) {
    this.parameters = parameters;
    this.faults = faults;
    Map<String, String> filters = new TreeMap<>(parameters);
    filters.keySet().removeAll(Set.of("limit", "cursor"));
    this.cursors = new ListCursors(List.of(operation, filters));
  }

  /** The cursors of the list that is asked for. */
  ListCursors cursors() {
    return cursors;
  }

  /** A parameter that must be there. */
  @SuppressWarnings("NullAway") // null only together with a fault, as in Fields
  public <T> T required(String name, FieldReader<T> reader) {
    known.add(name);
    String value = parameters.get(name);
    if (value == null) {
      fault(name, FaultCode.REQUIRED, "is required");
      return null;
    }
    return read(name, value, reader);
  }

  /** A parameter that may be missing. An empty one is there, and is a fault unless it fits. */
  public <T> Optional<T> optional(String name, FieldReader<T> reader) {
    known.add(name);
    String value = parameters.get(name);
    return value == null ? Optional.empty() : Optional.ofNullable(read(name, value, reader));
  }

  /** A whole number that may be missing. */
  public Optional<Integer> number(String name, int least, int most) {
    return optional(
        name,
        (value, pointer, found) -> {
          if (NUMBER.matcher(value.textValue()).matches()) {
            int number = Integer.parseInt(value.textValue());
            if (number >= least && number <= most) {
              return number;
            }
          }
          found.add(
              pointer,
              FaultCode.OUT_OF_RANGE,
              "must be a whole number from %d to %d".formatted(least, most));
          return null;
        });
  }

  /** {@code limit} and {@code cursor}, which every list takes. */
  public PageRequest page() {
    int limit = number("limit", 1, 100).orElse(PageRequest.DEFAULT_LIMIT);
    return new PageRequest(limit, cursor());
  }

  /** {@code cursor} alone, as the position that it names, where nobody chooses a limit. */
  public Optional<String> cursor() {
    return optional("cursor", Readers.text(1, 400)).map(this::position);
  }

  /** Lets every other parameter pass: a preflight has those of the request that it announces. */
  public void ignoreOthers() {
    known.addAll(parameters.keySet());
  }

  /** Notes a fault of one parameter. */
  public void fault(String name, FaultCode code, String detail) {
    faults.add(Fault.query(name, code, detail));
  }

  void refuseUnknown() {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        fault(printable(name), FaultCode.UNKNOWN_FIELD, "is not a parameter of this request");
      }
    }
  }

  @SuppressWarnings("NullAway") // null only together with a fault, as in Fields
  private String position(String cursor) {
    try {
      return cursors.position(cursor);
    } catch (ForeignPositionException e) {
      faults.add(FOREIGN_CURSOR);
      return null;
    }
  }

  private <T> @Nullable T read(String name, String value, FieldReader<T> reader) {
    Faults found = new Faults();
    T read = reader.read(TextNode.valueOf(value), name, found);
    found.all().forEach(fault -> fault(name, fault.code(), fault.detail()));
    return read;
  }

  private static String printable(String name) {
    String cleaned = name.replaceAll("[^A-Za-z0-9_.-]", "?");
    return cleaned.length() <= 40 ? cleaned : cleaned.substring(0, 40);
  }
}
