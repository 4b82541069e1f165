package io.marcado.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Patch;
import io.marcado.domain.Role;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "null",
        "\"\"",
        "\"   \"",
        "\"toolongtext\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "[]",
        "{}"
      })
  void shouldRefuseBadText(String json) {
    assertThat(faults(Readers.text(1, 8), json)).hasSize(1);
  }

  @Test
  void shouldSayThatADateDoesNotExist() {
    assertThat(faults(Readers.date(), "\"2026-02-30\""))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains("does not exist"));
    assertThat(faults(Readers.date(), "\"1999-01-01\""))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains("2000 to 2099"));
    assertThat(faults(Readers.dateTime(), "\"2026-02-30T10:00:00-03:00\""))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains("does not exist"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\\nb\"",
        "\"a\\tb\"",
        "\"\\u200b\\u200d\"",
        "\"\\u3164\"",
        "\"\\u00a0\"",
        "\"\""
      })
  void shouldRefuseBadNames(String json) {
    assertThat(faults(Readers.name(8), json)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00ad, 0x034f, 0x061c, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0x3164, 0xfeff,
        0xe0000, 0xe0041, 0xe007f
      })
  void shouldRemoveCharactersThatShowNothingFromNames(int invisible) {
    String hidden = Character.toString(invisible);

    assertThat(read(Readers.name(3), '"' + hidden + "A" + hidden + "na " + hidden + '"'))
        .isEqualTo("Ana");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0936\u094d\u0930\u0940\u200d\u0930",
        "\u0d9a\u0dca\u200d\u0dbb",
        "👩‍🔧",
        "👩🏽‍⚕️",
        "❤️‍🔥",
        "👨‍👩‍👧"
      })
  void shouldKeepJoinersThatAScriptOrAnEmojiNeeds(String name) {
    assertThat(read(Readers.name(20), '"' + name + '"')).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0xfe00, 0xfe0e, 0xfe0f, 0xe0100, 0xe01ef, 0x180b, 0x180d, 0x180f, 0x2800, 0xfffc, 0xe000,
        0xf8ff, 0xf0000, 0x10fffd, 0x0378, 0xfdd0, 0xfffe, 0x1ffff
      })
  void shouldRemoveSelectorsAndWhatHasNoShapeFromNames(int without) {
    String hidden = Character.toString(without);

    assertThat(read(Readers.name(3), '"' + hidden + "A" + hidden + "na" + hidden + '"'))
        .isEqualTo("Ana");
  }

  @Test
  void shouldMakeOneNameOfWhatLooksTheSame() {
    String composed = "Zo\u00eb d'\u00c1vila";

    assertThat(read(Readers.name(20), "\"Zoe\u0308\u00a0 \u2003d'A\u0301vila\u3000\""))
        .isEqualTo(composed);
    assertThat(read(Readers.name(20), "\"Zoe\ufe00\u0308 d'A\u200b\u0301vila\""))
        .isEqualTo(composed);
    assertThat(read(Readers.name(20), "\"A\ufe0f\u200d\u2764\"")).isEqualTo("A\u2764");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2764\ufe0f", "1\ufe0f\u20e3 Bar", "\u1820\u180b\u1828"})
  void shouldKeepSelectorsThatAnEmojiOrALetterNeeds(String name) {
    assertThat(read(Readers.name(20), '"' + name + '"')).isEqualTo(name);
  }

  @Test
  void shouldTakeNamesOfAnyLetters() {
    assertThat(read(Readers.name(20), "\" 王小明 \"")).isEqualTo("王小明");
    assertThat(read(Readers.name(20), "\"Zoë d'Ávila\"")).isEqualTo("Zoë d'Ávila");
    assertThat(read(Readers.name(20), "\"👩‍🔧\"")).isEqualTo("👩‍🔧");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"+55119999\\u000090001\"",
        "\"+5511999990001\\n\"",
        "\"+٥٥١١٩٩٩٩٩٠٠٠١\"",
        "\"+5511999990001;ext=5\"",
        "\"+1800FLOWERS\""
      })
  void shouldRefusePhonesThatTheLibraryForgives(String json) {
    assertThat(faults(Readers.phone(), json)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ana@example\"",
        "\"<ana@example.com\"",
        "\"a.b@example\"",
        "\"a,b@example.com\"",
        "\"a\\u202eb@example.com\"",
        "\"a\\u200bb@example.com\"",
        "\"a\\u2028b@example.com\"",
        "\"\\u3164@example.com\""
      })
  void shouldRefuseEmailsThatNoMailGoesTo(String json) {
    assertThat(faults(Readers.email(), json)).hasSize(1);
  }

  @Test
  void shouldCountCharactersAsPeopleDoAndStripOuterWhiteSpace() {
    assertThat(read(Readers.text(1, 3), "\" 😀😀😀 \"")).isEqualTo("😀😀😀");
  }

  @Test
  void shouldTakeASecretAsItIs() {
    assertThat(read(Readers.secret(8, 128), "\" 1234567 \"")).isEqualTo(" 1234567 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1.5", "0", "11", "99999999999999", "true", "-3", "1e1"})
  void shouldRefuseBadIntegers(String json) {
    assertThat(faults(Readers.integer(1, 10), json)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "0", "1445"})
  void shouldRefuseBadGridMinutes(String json) {
    assertThat(faults(Readers.gridMinutes(5, 1440), json)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-02-29\"",
        "\"2026-13-01\"",
        "\"26-01-01\"",
        "\"2026-1-1\"",
        "20260101",
        "\"1999-01-01\"",
        "\"2100-01-01\""
      })
  void shouldRefuseBadDates(String json) {
    assertThat(faults(Readers.date(), json)).hasSize(1);
  }

  @Test
  void shouldTakeTheLeapDay() {
    assertThat(read(Readers.date(), "\"2028-02-29\"")).isEqualTo(LocalDate.of(2028, 2, 29));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-11-23T09:00:00\"",
        "\"2026-02-30T09:00:00Z\"",
        "\"yesterday\"",
        "\"+999999999-01-01T00:00:00Z\"",
        "\"1969-01-01T00:00:00Z\"",
        "\"2026-12-02T10:00:30-02:59:30\"",
        "\"2026-12-02T10:00:00+00:30:01\"",
        "1234567890"
      })
  void shouldRefuseBadInstants(String json) {
    assertThat(faults(Readers.instant(), json)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Mars/Olympus\"", "\"+03:07\"", "\"\"", "\"utc+3\"", "7"})
  void shouldRefuseBadZones(String json) {
    assertThat(faults(Readers.zone(), json)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":50,\"currency\":\"BRL\"}",
        "{\"amount\":\"50.001\",\"currency\":\"BRL\"}",
        "{\"amount\":\"1.5\",\"currency\":\"JPY\"}",
        "{\"amount\":\"-1.00\",\"currency\":\"BRL\"}",
        "{\"amount\":\"1e3\",\"currency\":\"BRL\"}",
        "{\"amount\":\"1.00\",\"currency\":\"XTS\"}",
        "{\"amount\":\"1.00\",\"currency\":\"BRL\",\"vat\":1}",
        "{\"amount\":\"1.00\"}"
      })
  void shouldRefuseBadMoney(String json) {
    assertThat(faults(Readers.money(), json)).hasSize(1);
  }

  @Test
  void shouldReadTheLargestMoney() {
    assertThat(
            Json.write(
                Map.of(
                    "price",
                    read(Readers.money(), "{\"amount\":\"99999999.99\",\"currency\":\"BRL\"}"))))
        .isEqualTo("{\"price\":{\"amount\":\"99999999.99\",\"currency\":\"BRL\"}}");
  }

  @Test
  void shouldGiveMoneyTheDecimalsOfItsCurrency() {
    assertThat(
            Json.write(
                Map.of("price", read(Readers.money(), "{\"amount\":\"50\",\"currency\":\"BRL\"}"))))
        .isEqualTo("{\"price\":{\"amount\":\"50.00\",\"currency\":\"BRL\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"11999990001\"",
        "\"+55\"",
        "\"+0 123\"",
        "\"phone\"",
        "\"+5511999990001999999\""
      })
  void shouldRefuseBadPhones(String json) {
    assertThat(faults(Readers.phone(), json)).hasSize(1);
  }

  @Test
  void shouldNormalisePhonesAndHideThem() {
    var phone = read(Readers.phone(), "\"+55 (11) 99999-0001\"");

    assertThat(phone.e164()).isEqualTo("+5511999990001");
    assertThat(phone.country()).isEqualTo("BR");
    assertThat(phone.toString()).doesNotContain("99999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"ana\"", "\"a@b@c\"", "\"a b@c.d\"", "\"a@b..c\"", "\"a@\"", "\"@b.c\""})
  void shouldRefuseBadEmails(String json) {
    assertThat(faults(Readers.email(), json)).hasSize(1);
  }

  @Test
  void shouldNameTheEntryOfAListThatIsWrong() {
    assertThat(faults(Readers.list(Readers.integer(1, 3), 5), "[1, 9, \"x\"]"))
        .extracting(Fault::pointer)
        .containsExactly("/1", "/2");
    assertThat(faults(Readers.list(Readers.integer(1, 3), 2), "[1,1,1]")).hasSize(1);
    assertThat(faults(Readers.distinct(Readers.integer(1, 3), 5), "[1,2,1]"))
        .extracting(Fault::pointer)
        .containsExactly("/2");
  }

  @Test
  void shouldTakeTextNumbersAndFlagsOnlyAsAttributes() {
    assertThat(faults(Readers.attributes(5), "{\"a\":[],\"b\":null,\"c\":1e400,\"d\":\"ok\"}"))
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder("/a", "/b", "/c");
  }

  @Test
  void shouldNameTheChoicesOfAnEnum() {
    assertThat(faults(Readers.oneOf(Role.class), "\"KING\"").getFirst().detail()).contains("OWNER");
  }

  @Test
  void shouldNameTheWindowOfHoursThatOverlaps() {
    assertThat(
            faults(
                Hours.weekly(),
                """
                [{"day":"MONDAY","opens":"09:00","closes":"12:00"},
                 {"day":"MONDAY","opens":"11:00","closes":"13:00"},
                 {"day":"TUESDAY","opens":"09:03","closes":"36:05"},
                 {"day":"FUNDAY","opens":"09:00","closes":"10:00"}]
                """))
        .extracting(Fault::pointer)
        .contains("/2/closes", "/3/day");
    assertThat(
            faults(
                Hours.weekly(),
                """
                [{"day":"MONDAY","opens":"09:00","closes":"12:00"},
                 {"day":"MONDAY","opens":"11:00","closes":"13:00"}]
                """))
        .extracting(Fault::pointer)
        .containsExactly("/1");
  }

  @Test
  void shouldTellAbsentFromNullInAPatch() {
    Faults faults = new Faults();
    record Edit(Patch<String> a, Patch<String> b, Patch<String> c) {}
    Edit edit =
        Readers.object(
                fields ->
                    new Edit(
                        fields.patch("a", Readers.text(1, 5)),
                        fields.patch("b", Readers.text(1, 5)),
                        fields.patch("c", Readers.text(1, 5))))
            .read(tree("{\"b\":null,\"c\":\"x\"}"), "", faults);

    if (edit == null) {
      throw new AssertionError("nothing was read");
    }
    assertThat(edit.a().apply("old")).isEqualTo("old");
    assertThat(edit.b().apply("old")).isNull();
    assertThat(edit.c().apply("old")).isEqualTo("x");
    assertThat(faults.none()).isTrue();
  }

  @Test
  void shouldRefuseNullWhereAFieldMayOnlyBeMissing() {
    Faults faults = new Faults();
    FieldReader<Optional<String>> reader =
        Readers.object(fields -> fields.optional("a", Readers.text(1, 5)));

    assertThat(reader.read(tree("{}"), "", faults)).isEqualTo(Optional.empty());
    assertThat(reader.read(tree("{\"a\":null}"), "", faults)).isNull();
    assertThat(faults.all())
        .containsExactly(new Fault("/a", FaultCode.NOT_NULL, "must not be null"));
  }

  @Test
  void shouldRefuseANumberOfAnyLengthAsOutOfRange() {
    String digits = "9".repeat(250_000);

    for (String number : List.of(digits, "-" + digits, digits.substring(0, 41))) {
      assertThat(faults(Readers.integer(1, 10), number))
          .extracting(Fault::code)
          .containsExactly(FaultCode.OUT_OF_RANGE);
      assertThat(faults(Readers.attributes(5), "{\"a\":" + number + "}"))
          .extracting(Fault::pointer)
          .containsExactly("/a");
    }
    assertThat(faults(Readers.integer(1, 10), "0." + digits)).hasSize(1);
    assertThat(faults(Readers.attributes(5), "{\"a\":0." + digits + "}")).hasSize(1);
  }

  @Test
  void shouldHideNoFaultOfAnObjectBehindAFaultElsewhere() {
    Faults faults = new Faults();

    Readers.object(
            fields -> {
              fields.required("name", Readers.text(1, 5));
              fields.required("price", Readers.money());
              return fields.required("hours", Hours.weekly());
            })
        .read(
            tree(
                """
                {"price":{"amount":"1.999","currency":"BRL"},
                 "hours":[{"day":"MONDAY","opens":"12:00","closes":"09:00"}]}
                """),
            "",
            faults);

    assertThat(faults.all())
        .extracting(Fault::pointer)
        .containsExactly("/name", "/price/amount", "/hours/0/closes");
  }

  @Test
  void shouldReadAnObjectWithAFaultAsNothing() {
    Faults faults = new Faults();

    assertThat(
            Readers.object(
                    fields -> {
                      fields.fault("/x", FaultCode.PATTERN, "is wrong");
                      return "something";
                    })
                .read(tree("{}"), "", faults))
        .isNull();
  }

  private static <T> List<Fault> faults(FieldReader<T> reader, String json) {
    Faults faults = new Faults();
    T read =
        Readers.object(fields -> fields.required("v", reader))
            .read(tree("{\"v\":" + json + "}"), "", faults);
    assertThat(read == null).as("null exactly when there is a fault").isEqualTo(!faults.none());
    return faults.all().stream()
        .map(
            fault ->
                new Fault(fault.pointer().replaceFirst("^/v", ""), fault.code(), fault.detail()))
        .toList();
  }

  private static <T> T read(FieldReader<T> reader, String json) {
    Faults faults = new Faults();
    @Nullable T read = reader.read(tree("{\"v\":" + json + "}").path("v"), "", faults);
    assertThat(faults.all()).isEmpty();
    if (read == null) {
      throw new AssertionError("nothing was read");
    }
    return read;
  }

  private static JsonNode tree(String json) {
    try {
      return Json.parse(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
