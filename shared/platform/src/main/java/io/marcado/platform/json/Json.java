package io.marcado.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalDateTimeSerializer;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/** JSON as Marcado reads and writes it: strict in, ISO-8601 and decimal text out. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          // Its field's reader refuses a number that is too long, and names it.
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // The other parser takes time by the square of the digits.
          .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .addModule(texts())
          .build();

  private Json() {}

  /**
   * The tree of a JSON text.
   *
   * @throws JsonProcessingException when it is not one well-formed value, names a field twice, or
   *     has a number whose exponent no number can have
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    try {
      return MAPPER.readTree(text);
    } catch (NumberFormatException | ArithmeticException e) {
      // Jackson lets these through: the one of the fast parser, and that of a number which leaves
      // the range when the tree drops its trailing zeros.
      throw new JsonParseException(null, "a number is beyond all bounds", e);
    }
  }

  /** The JSON text of a record, map or list. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("an answer that cannot be written is a defect", e);
    }
  }

  /** The tree of a record, map or list. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads what Marcado itself has written, for example an event.
   *
   * @throws UncheckedIOException when it is something else
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a sample of an event as AWS sends it to a queue's or stream's consumer, whose classes
   * spell its fields otherwise. On Lambda the runtime reads events, by means of its own.
   */
  public static <T> T readEvent(String text, Class<T> type) {
    try {
      return JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SimpleModule texts() {
    SimpleModule module = new SimpleModule().addSerializer(new MoneySerializer());
    text(module, TenantId.class, TenantId::new);
    text(module, PersonId.class, PersonId::new);
    text(module, ApiKeyId.class, ApiKeyId::new);
    text(module, BlockId.class, BlockId::new);
    text(module, BookingId.class, BookingId::new);
    text(module, ClassSessionId.class, ClassSessionId::new);
    text(module, SeriesId.class, SeriesId::new);
    text(module, ServiceId.class, ServiceId::new);
    text(module, ResourceId.class, ResourceId::new);
    // The types of time; Jackson's own module brings eighty classes for other types and formats.
    text(module, Instant.class, Instant::parse);
    text(module, LocalDate.class, LocalDate::parse);
    text(module, LocalDateTime.class, LocalDateTime::parse);
    text(module, LocalTime.class, LocalTime::parse);
    // Only what was asked for is hashed by these; answers show hours as they are asked for.
    module.addSerializer(WeeklyHours.class, ToStringSerializer.instance);
    module.addSerializer(DayOverride.class, ToStringSerializer.instance);
    module.addSerializer(ResourceCalendar.class, ToStringSerializer.instance);
    return module.addSerializer(new LocalDateTimeSerializer(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
  }

  /** Writes values of a type as texts, and reads them. */
  private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(
        type,
        new FromStringDeserializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          protected T _deserialize(String text, DeserializationContext context) {
            return read.apply(text);
          }
        });
  }

  private static final class MoneySerializer extends StdSerializer<Money> {
    private static final long serialVersionUID = 1L;

    MoneySerializer() {
      super(Money.class);
    }

    @Override
    public void serialize(Money money, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      json.writeStringField("amount", money.amount().toPlainString());
      json.writeStringField("currency", money.currency().getCurrencyCode());
      json.writeEndObject();
    }
  }
}
