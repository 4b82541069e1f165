package io.marcado.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Money;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.settings.OrganizationSettings;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of values that requests are made of. */
public final class Readers {
  private static final DateTimeFormatter STRICT_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>\\p{Cntrl}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  /**
   * Letters and symbols that look like nothing: the fillers of Hangul, and Braille without dots.
   */
  private static final String BLANKS = "\u115f\u1160\u3164\uffa0\u2800";

  private static final Pattern AMOUNT = Pattern.compile("\\d{1,8}(?:\\.\\d{1,4})?");
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

  private Readers() {}

  /** Text of so many characters (code points), outer white space removed, no control characters. */
  public static FieldReader<String> text(int shortest, int longest) {
    return (value, pointer, faults) -> {
      if (!value.isTextual()) {
        faults.add(pointer, "must be a string");
        return null;
      }
      String text = value.textValue().strip();
      int length = text.codePointCount(0, text.length());
      if (length < shortest || length > longest) {
        faults.add(
            pointer,
            shortest == longest
                ? "must have %d characters".formatted(shortest)
                : "must have %d to %d characters".formatted(shortest, longest));
        return null;
      }
      if (!wellFormed(text)) {
        faults.add(pointer, "must not have control characters or broken Unicode");
        return null;
      }
      return text;
    };
  }

  /** A name: as {@link #text}, on one line, with at least one character that can be seen. */
  public static FieldReader<String> name(int longest) {
    FieldReader<String> text = text(1, longest);
    return (value, pointer, faults) -> {
      String name = text.read(value, pointer, faults);
      if (name == null) {
        return null;
      }
      if (name.codePoints().anyMatch(Character::isISOControl)) {
        faults.add(pointer, "must be on one line");
        return null;
      }
      if (name.codePoints().noneMatch(Readers::isVisible)) {
        faults.add(pointer, "must have characters that can be seen");
        return null;
      }
      return name;
    };
  }

  /** A secret: as {@link #text}, but taken exactly as it is, white space included. */
  public static FieldReader<String> secret(int shortest, int longest) {
    return (value, pointer, faults) -> {
      if (!value.isTextual()) {
        faults.add(pointer, "must be a string");
        return null;
      }
      String text = value.textValue();
      int length = text.codePointCount(0, text.length());
      if (length < shortest || length > longest) {
        faults.add(pointer, "must have %d to %d characters".formatted(shortest, longest));
        return null;
      }
      return text;
    };
  }

  /** Text of a given form. */
  public static FieldReader<String> matching(Pattern form, String description) {
    return (value, pointer, faults) -> {
      if (!value.isTextual() || !form.matcher(value.textValue()).matches()) {
        faults.add(pointer, "must be " + description);
        return null;
      }
      return value.textValue();
    };
  }

  /** An id as Marcado gives them: 1 to 64 letters, digits, {@code -} and {@code _}. */
  public static FieldReader<String> id() {
    return matching(Pattern.compile("[A-Za-z0-9_-]{1,64}"), "an id");
  }

  /** A whole number within bounds, both included. */
  public static FieldReader<Integer> integer(int least, int most) {
    return (value, pointer, faults) -> {
      if (!value.isIntegralNumber()
          || !value.canConvertToInt()
          || value.intValue() < least
          || value.intValue() > most) {
        faults.add(pointer, "must be a whole number from %d to %d".formatted(least, most));
        return null;
      }
      return value.intValue();
    };
  }

  /** A whole number of minutes within bounds that is a multiple of five, the grid of all times. */
  public static FieldReader<Integer> gridMinutes(int least, int most) {
    FieldReader<Integer> integer = integer(least, most);
    return (value, pointer, faults) -> {
      Integer minutes = integer.read(value, pointer, faults);
      if (minutes != null && minutes % 5 != 0) {
        faults.add(pointer, "must be a multiple of 5");
        return null;
      }
      return minutes;
    };
  }

  /** True or false. */
  public static FieldReader<Boolean> bool() {
    return (value, pointer, faults) -> {
      if (!value.isBoolean()) {
        faults.add(pointer, "must be true or false");
        return null;
      }
      return value.booleanValue();
    };
  }

  /** One of an enum's names, exactly as written. */
  public static <E extends Enum<E>> FieldReader<E> oneOf(Class<E> type) {
    return choice(type, Enum::name);
  }

  /** One of an enum's values by the text that stands for it in the API. */
  public static <E extends Enum<E>> FieldReader<E> choice(Class<E> type, Function<E, String> name) {
    return (value, pointer, faults) -> {
      for (E constant : type.getEnumConstants()) {
        if (value.isTextual() && name.apply(constant).equals(value.textValue())) {
          return constant;
        }
      }
      faults.add(
          pointer,
          "must be one of "
              + Arrays.stream(type.getEnumConstants()).map(name).collect(Collectors.joining(", ")));
      return null;
    };
  }

  /** A calendar date such as {@code 2026-11-23}; one that does not exist is a fault. */
  public static FieldReader<LocalDate> date() {
    return (value, pointer, faults) -> {
      try {
        if (value.isTextual()) {
          LocalDate date = LocalDate.parse(value.textValue(), STRICT_DATE);
          if (date.getYear() >= 2000 && date.getYear() < 2100) {
            return date;
          }
        }
      } catch (DateTimeException e) {
        // falls through to the fault
      }
      faults.add(pointer, "must be an existing date from 2000 to 2099, such as 2026-11-23");
      return null;
    };
  }

  /** An instant with its offset, such as {@code 2026-11-23T09:00:00-03:00}. */
  public static FieldReader<Instant> instant() {
    return (value, pointer, faults) -> {
      try {
        if (value.isTextual()) {
          Instant instant = OffsetDateTime.parse(value.textValue()).toInstant();
          if (!instant.isBefore(FIRST) && instant.isBefore(LAST)) {
            return instant;
          }
        }
      } catch (DateTimeException e) {
        // falls through to the fault
      }
      faults.add(
          pointer,
          "must be a date and time from 2000 to 2099 with offset, such as 2026-11-23T09:00:00-03:00");
      return null;
    };
  }

  /** An IANA time zone such as {@code America/Sao_Paulo}. */
  public static FieldReader<ZoneId> zone() {
    return (value, pointer, faults) -> {
      if (value.isTextual() && OrganizationSettings.isTimeZone(value.textValue())) {
        return ZoneId.of(value.textValue());
      }
      faults.add(pointer, "must be an IANA time zone such as America/Sao_Paulo");
      return null;
    };
  }

  /** An ISO 4217 currency that is used for prices. */
  public static FieldReader<Currency> currency() {
    return (value, pointer, faults) -> {
      Currency currency = value.isTextual() ? currencyOrNull(value.textValue()) : null;
      if (currency == null) {
        faults.add(pointer, "must be an ISO 4217 currency such as BRL");
      }
      return currency;
    };
  }

  /** Money such as {@code {"amount":"50.00","currency":"BRL"}}. */
  public static FieldReader<Money> money() {
    return object(
        fields -> {
          String amount =
              fields.required("amount", matching(AMOUNT, "an amount such as \"50.00\""));
          Currency currency = fields.required("currency", currency());
          if (!fields.sound()) {
            return null;
          }
          BigDecimal decimal = new BigDecimal(amount);
          if (decimal.stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
            fields.fault(
                "/amount",
                "must have at most %d decimals".formatted(currency.getDefaultFractionDigits()));
            return null;
          }
          return new Money(decimal, currency);
        });
  }

  /** A telephone number in E.164 form. */
  public static FieldReader<PhoneNumber> phone() {
    return (value, pointer, faults) -> {
      PhoneNumber phone =
          value.isTextual() ? PhoneNumber.parse(value.textValue()).orElse(null) : null;
      if (phone == null) {
        faults.add(pointer, "must be a phone number in E.164 form such as +5511999990001");
      }
      return phone;
    };
  }

  /** An e-mail address of at most 254 characters, whose domain has a dot. */
  public static FieldReader<String> email() {
    return (value, pointer, faults) -> {
      if (!value.isTextual()
          || value.textValue().length() > 254
          || !EMAIL.matcher(value.textValue()).matches()
          || value.textValue().contains("..")
          || value.textValue().lastIndexOf('.') < value.textValue().indexOf('@')) {
        faults.add(pointer, "must be an e-mail address");
        return null;
      }
      return value.textValue();
    };
  }

  /** An object with fields of its own; the mapping returns null when it found a fault. */
  public static <T> FieldReader<T> object(Function<Fields, @Nullable T> mapping) {
    return (value, pointer, faults) -> {
      if (!(value instanceof ObjectNode object)) {
        faults.add(pointer, "must be an object");
        return null;
      }
      Fields fields = new Fields(object, pointer, faults);
      T read = mapping.apply(fields);
      fields.refuseUnknown();
      if (fields.sound() && read == null) {
        throw new IllegalStateException("nothing was read, and no fault told of " + pointer);
      }
      return fields.sound() ? read : null;
    };
  }

  /** A list of at most so many values. */
  public static <T> FieldReader<List<T>> list(FieldReader<T> element, int most) {
    return (value, pointer, faults) -> {
      if (!value.isArray()) {
        faults.add(pointer, "must be a list");
        return null;
      }
      if (value.size() > most) {
        faults.add(pointer, "must have at most %d entries".formatted(most));
        return null;
      }
      List<T> read = new ArrayList<>(value.size());
      boolean complete = true;
      for (int i = 0; i < value.size(); i++) {
        T one = readOrNull(element, value.get(i), pointer + "/" + i, faults);
        if (one == null) {
          complete = false;
        } else {
          read.add(one);
        }
      }
      return complete ? List.copyOf(read) : null;
    };
  }

  /** A list of at most so many values, none of them twice. */
  public static <T> FieldReader<List<T>> distinct(FieldReader<T> element, int most) {
    FieldReader<List<T>> list = list(element, most);
    return (value, pointer, faults) -> {
      List<T> read = list.read(value, pointer, faults);
      if (read == null) {
        return null;
      }
      Set<T> seen = new HashSet<>();
      boolean distinct = true;
      for (int i = 0; i < read.size(); i++) {
        if (!seen.add(read.get(i))) {
          faults.add(pointer + "/" + i, "stands twice");
          distinct = false;
        }
      }
      return distinct ? read : null;
    };
  }

  /** An object with free keys and text values. */
  public static FieldReader<Map<String, String>> textMap(int most, int longestKey, int longest) {
    return map(most, longestKey, text(0, longest));
  }

  /**
   * An object with free keys whose values are text (at most 500 characters), numbers, true or
   * false.
   */
  public static FieldReader<Map<String, Object>> attributes(int most) {
    FieldReader<String> text = text(0, 500);
    return map(
        most,
        40,
        (value, pointer, faults) ->
            switch (value.getNodeType()) {
              case STRING -> text.read(value, pointer, faults);
              case BOOLEAN -> value.booleanValue();
              case NUMBER -> number(value, pointer, faults);
              default -> {
                faults.add(pointer, "must be text, a number, true or false");
                yield null;
              }
            });
  }

  private static @Nullable BigDecimal number(JsonNode value, String pointer, Faults faults) {
    BigDecimal number = value.decimalValue();
    if (number.precision() > 18 || Math.abs((long) number.scale()) > 18) {
      faults.add(pointer, "must be a number of at most 18 digits");
      return null;
    }
    return number;
  }

  private static <T> FieldReader<Map<String, T>> map(
      int most, int longestKey, FieldReader<T> element) {
    return (value, pointer, faults) -> {
      if (!(value instanceof ObjectNode object)) {
        faults.add(pointer, "must be an object");
        return null;
      }
      if (object.size() > most) {
        faults.add(pointer, "must have at most %d entries".formatted(most));
        return null;
      }
      Map<String, T> read = new LinkedHashMap<>();
      boolean complete = true;
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String key = entry.getKey();
        String at = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
        if (key.isBlank() || key.codePointCount(0, key.length()) > longestKey || !wellFormed(key)) {
          faults.add(
              pointer, "has a key that is blank, too long (%d) or broken".formatted(longestKey));
          complete = false;
          continue;
        }
        T one = readOrNull(element, entry.getValue(), at, faults);
        if (one == null) {
          complete = false;
        } else {
          read.put(key, one);
        }
      }
      return complete ? Collections.unmodifiableMap(read) : null;
    };
  }

  private static <T> @Nullable T readOrNull(
      FieldReader<T> reader, JsonNode value, String pointer, Faults faults) {
    if (value.isNull()) {
      faults.add(pointer, "must not be null");
      return null;
    }
    return reader.read(value, pointer, faults);
  }

  private static @Nullable Currency currencyOrNull(String code) {
    try {
      Currency currency = Currency.getInstance(code);
      return currency.getDefaultFractionDigits() < 0 ? null : currency;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> BLANKS.indexOf(codePoint) < 0;
    };
  }

  private static boolean wellFormed(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                (c >= 0x20 || c == '\n' || c == '\t' || c == '\r')
                    && !(c >= 0x7f && c <= 0x9f)
                    && !(c >= 0xd800 && c <= 0xdfff)
                    && c != 0x2028
                    && c != 0x2029
                    // Overrides of the writing direction, which make text look like another.
                    && !(c >= 0x202a && c <= 0x202e)
                    && !(c >= 0x2066 && c <= 0x2069));
  }
}
