package io.marcado.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Money;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.time.TzRelease;
import io.marcado.domain.time.Zone;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of values that requests are made of. */
public final class Readers {
  private static final DateTimeFormatter STRICT_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern DATE_FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:T|$)");
  private static final int DATE_LENGTH = 10;
  private static final String NO_DATE = "names a date that does not exist in the calendar";
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>,;:\"()\\[\\]\\\\\\p{Cntrl}\\p{Z}\\p{Cf}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  /**
   * Letters and symbols that look like nothing: the fillers of Hangul, and Braille without dots.
   */
  private static final String BLANKS = "\u115f\u1160\u3164\uffa0\u2800";

  /** Scripts in which a joiner (U+200C, U+200D) changes the form of letters. */
  private static final String JOINING =
      "[\\p{IsArabic}\\p{IsSyriac}\\p{IsNko}\\p{IsMongolian}\\p{IsDevanagari}\\p{IsBengali}\\p{IsGurmukhi}"
          + "\\p{IsGujarati}\\p{IsOriya}\\p{IsTamil}\\p{IsTelugu}\\p{IsKannada}\\p{IsMalayalam}"
          + "\\p{IsSinhala}\\p{IsTibetan}\\p{IsMyanmar}\\p{IsKhmer}]";

  /**
   * Characters of a name that show nothing, or nothing that everybody sees alike: those that
   * Unicode calls default ignorable, blanks, private and unassigned ones. Variation selectors stay
   * where an emoji or a Mongolian letter needs them, and joiners where they join letters of such a
   * script or emoji. Looking back, Java counts the two halves of an emoji: hence {1,2}.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f"
              + "\\u2060-\\u2065\\u206a-\\u206f\\u2800\\u3164\\ufe00-\\ufe0e\\ufeff\\uffa0"
              + "\\ufff0-\\ufffc\\x{1bca0}-\\x{1bca3}\\x{1d173}-\\x{1d17a}\\x{e0000}-\\x{e0fff}"
              + "\\p{Co}\\p{Cn}]"
              + "|(?<!\\p{IsMongolian})[\\u180b-\\u180d\\u180f]"
              + "|(?!(?<=[\\p{IsExtended_Pictographic}\\p{IsEmoji_Modifier}]{1,2})\\ufe0f)"
              + "(?!(?<=[0-9#*])\\ufe0f\\u20e3)\\ufe0f"
              + "|(?!(?<=%1$s)[\\u200c\\u200d](?=%1$s))".formatted(JOINING)
              + "(?!(?<=[\\p{IsExtended_Pictographic}\\p{IsEmoji_Modifier}\\ufe0f]{1,2})\\u200d"
              + "(?=\\p{IsExtended_Pictographic}))[\\u200c\\u200d]");

  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,8}(?:\\.\\d{1,4})?");
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

  private Readers() {}

  /** Text of so many characters (code points), outer white space removed, no control characters. */
  public static FieldReader<String> text(int shortest, int longest) {
    FieldReader<String> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual()) {
            faults.add(pointer, FaultCode.TYPE, "must be a string");
            return null;
          }
          String text = value.textValue().strip();
          if (!hasLength(text, shortest, longest, pointer, faults)) {
            return null;
          }
          if (!wellFormed(text)) {
            faults.add(
                pointer, FaultCode.PATTERN, "must not have control characters or broken Unicode");
            return null;
          }
          return text;
        };
    return reader.takes(text(shortest, longest, Schema.string()));
  }

  /**
   * A name: as {@link #text}, on one line, with at least one character that can be seen. Characters
   * that show nothing are removed, spaces in a row are one, and accents are composed (NFC), so that
   * two names that look the same are the same. They often come with pasted text, and nobody sees
   * why such a name would be refused.
   */
  public static FieldReader<String> name(int longest) {
    FieldReader<String> text = text(1, longest);
    FieldReader<String> reader =
        (value, pointer, faults) -> {
          JsonNode visible = value.isTextual() ? TextNode.valueOf(shown(value.textValue())) : value;
          String name = text.read(visible, pointer, faults);
          if (name == null) {
            return null;
          }
          if (name.codePoints().anyMatch(Character::isISOControl)) {
            faults.add(pointer, FaultCode.PATTERN, "must be on one line");
            return null;
          }
          if (name.codePoints().noneMatch(Readers::isVisible)) {
            faults.add(pointer, FaultCode.PATTERN, "must have characters that can be seen");
            return null;
          }
          return name;
        };
    return reader.takes(text.schema());
  }

  private static String shown(String name) {
    // Twice: what went may have been what a joiner stood beside.
    String once = INVISIBLE.matcher(name).replaceAll("");
    String twice = INVISIBLE.matcher(once).replaceAll("");
    return SPACES.matcher(Normalizer.normalize(twice, Normalizer.Form.NFC)).replaceAll(" ");
  }

  /** A secret: as {@link #text}, but taken exactly as it is, white space included. */
  public static FieldReader<String> secret(int shortest, int longest) {
    FieldReader<String> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual()) {
            faults.add(pointer, FaultCode.TYPE, "must be a string");
            return null;
          }
          String text = value.textValue();
          return hasLength(text, shortest, longest, pointer, faults) ? text : null;
        };
    return reader.takes(text(shortest, longest, Schema.string()));
  }

  /** Text of a given form. */
  public static FieldReader<String> matching(Pattern form, String description) {
    FieldReader<String> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual() || !form.matcher(value.textValue()).matches()) {
            faults.add(
                pointer, code(value.isTextual(), FaultCode.PATTERN), "must be " + description);
            return null;
          }
          return value.textValue();
        };
    return reader.takes(Schema.string().with("pattern", "^" + form.pattern() + "$"));
  }

  /** An id, as the type of what it names. */
  public static <T> FieldReader<T> id(Function<String, T> type) {
    FieldReader<String> text = id();
    FieldReader<T> reader =
        (value, pointer, faults) -> {
          String id = text.read(value, pointer, faults);
          return id == null ? null : type.apply(id);
        };
    return reader.takes(text.schema());
  }

  /** An id as Marcado gives them: 1 to 64 letters, digits, {@code -} and {@code _}. */
  public static FieldReader<String> id() {
    return matching(ID, "an id");
  }

  /** A whole number within bounds, both included. */
  public static FieldReader<Integer> integer(int least, int most) {
    FieldReader<Integer> reader =
        (value, pointer, faults) -> {
          if (!value.isIntegralNumber()
              || !value.canConvertToInt()
              || value.intValue() < least
              || value.intValue() > most) {
            faults.add(
                pointer,
                code(value.isIntegralNumber(), FaultCode.OUT_OF_RANGE),
                "must be a whole number from %d to %d".formatted(least, most));
            return null;
          }
          return value.intValue();
        };
    return reader.takes(
        new Schema(Map.of("type", "integer")).with("minimum", least).with("maximum", most));
  }

  /** A whole number of minutes within bounds that is a multiple of five, the grid of all times. */
  public static FieldReader<Integer> gridMinutes(int least, int most) {
    FieldReader<Integer> integer = integer(least, most);
    FieldReader<Integer> reader =
        (value, pointer, faults) -> {
          Integer minutes = integer.read(value, pointer, faults);
          if (minutes != null && minutes % 5 != 0) {
            faults.add(pointer, FaultCode.OUT_OF_RANGE, "must be a multiple of 5");
            return null;
          }
          return minutes;
        };
    return reader.takes(integer.schema().with("multipleOf", 5));
  }

  /** True or false. */
  public static FieldReader<Boolean> bool() {
    FieldReader<Boolean> reader =
        (value, pointer, faults) -> {
          if (!value.isBoolean()) {
            faults.add(pointer, FaultCode.TYPE, "must be true or false");
            return null;
          }
          return value.booleanValue();
        };
    return reader.takes(new Schema(Map.of("type", "boolean")));
  }

  /** True, and nothing else. */
  public static FieldReader<Boolean> yes() {
    FieldReader<Boolean> reader =
        (value, pointer, faults) -> {
          if (!value.isBoolean() || !value.booleanValue()) {
            faults.add(pointer, code(value.isBoolean(), FaultCode.NOT_ONE_OF), "must be true");
            return null;
          }
          return true;
        };
    return reader.takes(new Schema(Map.of("type", "boolean", "enum", List.of(true))));
  }

  /** One of an enum's names, exactly as written. */
  public static <E extends Enum<E>> FieldReader<E> oneOf(Class<E> type) {
    return choice(type, Enum::name);
  }

  /** One of an enum's values by the text that stands for it in the API. */
  public static <E extends Enum<E>> FieldReader<E> choice(Class<E> type, Function<E, String> name) {
    return choice(List.of(type.getEnumConstants()), name);
  }

  /** One of these values by the text that stands for it in the API. */
  public static <E> FieldReader<E> choice(List<E> values, Function<E, String> name) {
    List<String> names = values.stream().map(name).toList();
    FieldReader<E> reader =
        (value, pointer, faults) -> {
          int index = value.isTextual() ? names.indexOf(value.textValue()) : -1;
          if (index < 0) {
            faults.add(
                pointer,
                code(value.isTextual(), FaultCode.NOT_ONE_OF),
                "must be one of " + String.join(", ", names));
            return null;
          }
          return values.get(index);
        };
    return reader.takes(Schema.string().with("enum", names));
  }

  /** A calendar date such as {@code 2026-11-23}; one that does not exist is a fault. */
  public static FieldReader<LocalDate> date() {
    FieldReader<LocalDate> reader =
        (value, pointer, faults) -> {
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
          faults.add(
              pointer,
              code(value.isTextual(), FaultCode.PATTERN),
              namesNoDate(value)
                  ? NO_DATE
                  : "must be an existing date from 2000 to 2099, such as 2026-11-23");
          return null;
        };
    return reader.takes(Schema.string().with("format", "date"));
  }

  /**
   * A moment with its offset, such as {@code 2026-11-23T09:00:00-03:00}. RFC 3339 has no offsets
   * with seconds, and answers could not tell them back.
   */
  public static FieldReader<OffsetDateTime> dateTime() {
    FieldReader<OffsetDateTime> reader =
        (value, pointer, faults) -> {
          try {
            if (value.isTextual()) {
              OffsetDateTime told = OffsetDateTime.parse(value.textValue());
              Instant instant = told.toInstant();
              if (!instant.isBefore(FIRST)
                  && instant.isBefore(LAST)
                  && told.getOffset().getTotalSeconds() % 60 == 0) {
                return told;
              }
            }
          } catch (DateTimeException e) {
            // falls through to the fault
          }
          faults.add(
              pointer,
              code(value.isTextual(), FaultCode.PATTERN),
              namesNoDate(value)
                  ? NO_DATE
                  : "must be a date and time from 2000 to 2099 with offset, such as"
                      + " 2026-11-23T09:00:00-03:00");
          return null;
        };
    return reader.takes(Schema.string().with("format", "date-time"));
  }

  /** True for a text that begins like a date of which the calendar knows nothing. */
  private static boolean namesNoDate(JsonNode value) {
    if (!value.isTextual() || !DATE_FORM.matcher(value.textValue()).lookingAt()) {
      return false;
    }
    try {
      var _ = LocalDate.parse(value.textValue().substring(0, DATE_LENGTH), STRICT_DATE);
      return false;
    } catch (DateTimeException e) {
      return true;
    }
  }

  /** As {@link #dateTime}, without the offset. */
  public static FieldReader<Instant> instant() {
    FieldReader<OffsetDateTime> told = dateTime();
    FieldReader<Instant> reader =
        (value, pointer, faults) -> {
          OffsetDateTime read = told.read(value, pointer, faults);
          return read == null ? null : read.toInstant();
        };
    return reader.takes(told.schema());
  }

  /** An IANA time zone such as {@code America/Sao_Paulo}. */
  public static FieldReader<Zone> zone() {
    FieldReader<Zone> reader =
        (value, pointer, faults) -> {
          Optional<Zone> zone =
              value.isTextual() ? TzRelease.current().zone(value.textValue()) : Optional.empty();
          if (zone.isPresent()) {
            return zone.get();
          }
          faults.add(
              pointer,
              code(value.isTextual(), FaultCode.NOT_ONE_OF),
              "must be an IANA time zone such as America/Sao_Paulo");
          return null;
        };
    return reader.takes(Schema.string().with("minLength", 1).with("maxLength", 64));
  }

  /** An ISO 4217 currency that is used for prices. */
  public static FieldReader<Currency> currency() {
    FieldReader<Currency> reader =
        (value, pointer, faults) -> {
          Currency currency = value.isTextual() ? currencyOrNull(value.textValue()) : null;
          if (currency == null) {
            faults.add(
                pointer,
                code(value.isTextual(), FaultCode.NOT_ONE_OF),
                "must be an ISO 4217 currency such as BRL");
          }
          return currency;
        };
    return reader.takes(Schema.string().with("pattern", "^[A-Z]{3}$"));
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
                FaultCode.PATTERN,
                "must have at most %d decimals".formatted(currency.getDefaultFractionDigits()));
            return null;
          }
          return new Money(decimal, currency);
        });
  }

  /** A telephone number in E.164 form. */
  public static FieldReader<PhoneNumber> phone() {
    FieldReader<PhoneNumber> reader =
        (value, pointer, faults) -> {
          PhoneNumber phone =
              value.isTextual() ? PhoneNumber.parse(value.textValue()).orElse(null) : null;
          if (phone == null) {
            faults.add(
                pointer,
                code(value.isTextual(), FaultCode.PATTERN),
                "must be a phone number in E.164 form such as +5511999990001");
          }
          return phone;
        };
    return reader.takes(Schema.string().with("pattern", "^\\+[1-9][0-9]{6,14}$"));
  }

  /** An e-mail address of at most 254 characters, whose domain has a dot. */
  public static FieldReader<String> email() {
    FieldReader<String> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual()
              || value.textValue().length() > 254
              || !EMAIL.matcher(value.textValue()).matches()
              || INVISIBLE.matcher(value.textValue()).find()
              || value.textValue().contains("..")
              || value.textValue().lastIndexOf('.') < value.textValue().indexOf('@')) {
            faults.add(
                pointer, code(value.isTextual(), FaultCode.PATTERN), "must be an e-mail address");
            return null;
          }
          return value.textValue();
        };
    return reader.takes(Schema.string().with("format", "email").with("maxLength", 254));
  }

  /** An object with fields of its own; the mapping returns null when it found a fault. */
  public static <T> FieldReader<T> object(Function<Fields, @Nullable T> mapping) {
    return Shape.of(mapping);
  }

  /** A list of at most so many values. */
  public static <T> FieldReader<List<T>> list(FieldReader<T> element, int most) {
    return list(element, 0, most);
  }

  /** A list of so many values. */
  public static <T> FieldReader<List<T>> list(FieldReader<T> element, int least, int most) {
    return list(element, least, most, (_, _) -> List.of());
  }

  /**
   * A list of so many values that must go together.
   *
   * @param rules what is wrong with the values together, as pointers below that of the list; null
   *     stands for a value that could not be read
   */
  public static <T> FieldReader<List<T>> list(
      FieldReader<T> element,
      int least,
      int most,
      BiFunction<List<@Nullable T>, String, List<Fault>> rules) {
    FieldReader<List<T>> reader =
        (value, pointer, faults) -> {
          List<@Nullable T> read = elements(element, least, most, value, pointer, faults);
          if (read == null) {
            return null;
          }
          List<Fault> together = rules.apply(read, pointer);
          together.forEach(faults::add);
          return together.isEmpty() && !read.contains(null) ? List.copyOf(read) : null;
        };
    Schema schema =
        new Schema(Map.of("type", "array")).with("items", element).with("maxItems", most);
    return reader.takes(least == 0 ? schema : schema.with("minItems", least));
  }

  /** A list of at most so many values, none of them twice. */
  public static <T> FieldReader<List<T>> distinct(FieldReader<T> element, int most) {
    return distinct(element, 0, most);
  }

  /** A list of so many values, none of them twice. */
  public static <T> FieldReader<List<T>> distinct(FieldReader<T> element, int least, int most) {
    FieldReader<List<T>> reader = list(element, least, most, Readers::repeated);
    return reader.takes(reader.schema().with("uniqueItems", true));
  }

  private static <T> List<Fault> repeated(List<@Nullable T> values, String pointer) {
    Set<T> seen = new HashSet<>();
    List<Fault> found = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      T one = values.get(i);
      if (one != null && !seen.add(one)) {
        found.add(new Fault(pointer + "/" + i, FaultCode.DUPLICATE, "stands twice"));
      }
    }
    return found;
  }

  /** The elements that could be read, with null for the others; null when it is no such list. */
  private static <T> @Nullable List<@Nullable T> elements(
      FieldReader<T> element, int least, int most, JsonNode value, String pointer, Faults faults) {
    if (!value.isArray()) {
      faults.add(pointer, FaultCode.TYPE, "must be a list");
      return null;
    }
    if (value.size() < least) {
      faults.add(
          pointer,
          FaultCode.TOO_SHORT,
          least == 1
              ? "must have at least one entry"
              : "must have at least %d entries".formatted(least));
      return null;
    }
    if (value.size() > most) {
      faults.add(pointer, FaultCode.TOO_LONG, "must have at most %d entries".formatted(most));
      return null;
    }
    List<@Nullable T> read = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      read.add(readOrNull(element, value.get(i), pointer + "/" + i, faults));
    }
    return read;
  }

  /** An object with free keys and text values. */
  public static FieldReader<Map<String, String>> textMap(int most, int longestKey, int longest) {
    return map(most, longestKey, text(1, longest));
  }

  /**
   * An object with free keys whose values are text (at most 500 characters), numbers, true or
   * false.
   */
  public static FieldReader<Map<String, Object>> attributes(int most) {
    FieldReader<String> text = text(0, 500);
    FieldReader<Object> free =
        (value, pointer, faults) ->
            switch (value.getNodeType()) {
              case STRING -> text.read(value, pointer, faults);
              case BOOLEAN -> value.booleanValue();
              case NUMBER -> number(value, pointer, faults);
              default -> {
                faults.add(pointer, FaultCode.TYPE, "must be text, a number, true or false");
                yield null;
              }
            };
    return map(
        most,
        40,
        free.takes(
            new Schema(
                Map.of(
                    "oneOf",
                    List.of(
                        text.schema(),
                        new Schema(Map.of("type", "number")),
                        new Schema(Map.of("type", "boolean")))))));
  }

  private static @Nullable BigDecimal number(JsonNode value, String pointer, Faults faults) {
    BigDecimal number = value.decimalValue();
    if (number.precision() > 18 || Math.abs((long) number.scale()) > 18) {
      faults.add(pointer, FaultCode.TOO_LONG, "must be a number of at most 18 digits");
      return null;
    }
    return number;
  }

  private static <T> FieldReader<Map<String, T>> map(
      int most, int longestKey, FieldReader<T> element) {
    FieldReader<Map<String, T>> reader =
        (value, pointer, faults) -> {
          if (!(value instanceof ObjectNode object)) {
            faults.add(pointer, FaultCode.TYPE, "must be an object");
            return null;
          }
          if (object.size() > most) {
            faults.add(pointer, FaultCode.TOO_LONG, "must have at most %d entries".formatted(most));
            return null;
          }
          Map<String, T> read = new LinkedHashMap<>();
          boolean complete = true;
          for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String key = entry.getKey();
            String at = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            if (key.isBlank()
                || key.codePointCount(0, key.length()) > longestKey
                || !wellFormed(key)) {
              faults.add(
                  pointer,
                  FaultCode.PATTERN,
                  "has a key that is blank, too long (%d) or broken".formatted(longestKey));
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
    return reader.takes(
        new Schema(Map.of("type", "object"))
            .with("maxProperties", most)
            .with("additionalProperties", element));
  }

  /** The code of a value that is not what it must be: by its type already, or else for this. */
  private static FaultCode code(boolean typeFits, FaultCode otherwise) {
    return typeFits ? otherwise : FaultCode.TYPE;
  }

  private static boolean hasLength(
      String text, int shortest, int longest, String pointer, Faults faults) {
    int length = text.codePointCount(0, text.length());
    if (length >= shortest && length <= longest) {
      return true;
    }
    faults.add(
        pointer,
        length < shortest ? FaultCode.TOO_SHORT : FaultCode.TOO_LONG,
        shortest == longest
            ? "must have %d characters".formatted(shortest)
            : "must have %d to %d characters".formatted(shortest, longest));
    return false;
  }

  private static Schema text(int shortest, int longest, Schema schema) {
    Schema bounded = schema.with("maxLength", longest);
    return shortest == 0 ? bounded : bounded.with("minLength", shortest);
  }

  private static <T> @Nullable T readOrNull(
      FieldReader<T> reader, JsonNode value, String pointer, Faults faults) {
    if (value.isNull()) {
      faults.add(pointer, FaultCode.NOT_NULL, "must not be null");
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
