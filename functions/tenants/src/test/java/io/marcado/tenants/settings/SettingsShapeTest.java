package io.marcado.tenants.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Fault;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.DailyWindow;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsShapeTest {
  private static final String WHOLE =
      """
      {"timeZone":"America/Sao_Paulo","locale":"pt-BR","currency":"BRL",
       "businessHours":[{"day":"MONDAY","opens":"09:00","closes":"12:00"},
                        {"day":"MONDAY","opens":"12:00","closes":"24:00"}],
       "slotIntervalMinutes":30,"minimumNoticeMinutes":60,"maximumAdvanceDays":60,
       "cancellationWindowMinutes":1440,"approval":"MANUAL","approvalDeadlineMinutes":60,
       "publicBooking":"OFF","releaseUnconfirmedMinutes":120,"reminderMinutesBefore":[1440,60],
       "smsAccents":"KEEP","followUpMinutesAfter":120,
       "quietHours":{"from":"22:00","to":"08:00"},"replyToEmail":"oi@salao.example",
       "messageChannels":["WHATSAPP","SMS"],"fallBackAfterMinutes":10,
       "labels":{"resource":"Cadeira"},
       "branding":{"displayName":"Demo","logoUrl":"https://example.com/a.svg","primaryColor":null},
       "corsOrigins":["https://www.example.com"],"closedDates":["2026-12-25"],
       "seasons":[{"from":"12-01","to":"02-29","year":2027,
                   "hours":[{"day":"FRIDAY","opens":"18:00","closes":"26:00","lastStart":"25:00",
                             "booking":"APPROVAL",
                             "everyWeeks":2,"fromDate":"2026-11-27"}]},
                  {"from":"07-01","to":"07-31",
                   "hours":[{"day":"MONDAY","opens":"09:00","closes":"12:00",
                             "weeksOfMonth":[-1,1]}]}],
       "specialDates":[{"date":"2026-12-24","windows":[{"opens":"09:00","closes":"30:00",
                                                    "booking":"STAFF"}]},
                       {"from":"2026-12-25","to":"2027-01-02","closed":true}],
       "holidays":{"country":"BR","region":"SP","kinds":["PUBLIC","OPTIONAL"],"rule":"WINDOWS",
                   "windows":[{"opens":"10:00","closes":"14:00"}],
                   "days":[{"date":"2026-11-20","rule":"OPEN"},
                           {"date":"2027-01-25","rule":"WINDOWS",
                            "windows":[{"opens":"18:00","closes":"26:00"}]}]},
       "phoneCountries":["BR"]}
      """;

  private static final Shape<OrganizationSettings> SHAPE =
      SettingsShape.of(new AllowedCountries(Set.of("BR", "PT")));

  @Test
  void shouldShowExactlyWhatWasReplaced() throws JsonProcessingException {
    Faults faults = new Faults();

    OrganizationSettings settings = whole(Json.parse(WHOLE), faults);

    assertThat(faults.all()).isEmpty();
    assertThat(Json.parse(Json.write(SettingsView.of(settings)))).isEqualTo(Json.parse(WHOLE));
  }

  @Test
  void shouldLeaveEmptyWhatMayBeMissing() throws JsonProcessingException {
    ObjectNode body = (ObjectNode) Json.parse(WHOLE);
    body.remove(List.of("reminderMinutesBefore", "labels", "corsOrigins", "closedDates"));
    body.remove(List.of("seasons", "specialDates", "holidays", "phoneCountries"));
    Faults faults = new Faults();

    OrganizationSettings settings = whole(body, faults);

    assertThat(faults.all()).isEmpty();
    assertThat(settings.reminders().reminderMinutesBefore()).isEmpty();
    assertThat(settings.labels()).isEmpty();
    assertThat(settings.corsOrigins()).isEmpty();
    assertThat(settings.closedDates()).isEmpty();
    assertThat(settings.calendar()).isEqualTo(BusinessCalendar.NONE);
    assertThat(settings.phoneCountries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeZone",
        "locale",
        "currency",
        "businessHours",
        "slotIntervalMinutes",
        "minimumNoticeMinutes",
        "maximumAdvanceDays",
        "cancellationWindowMinutes",
        "approval",
        "branding"
      })
  void shouldNameWhatMustBeThereWhenItIsMissing(String name) throws JsonProcessingException {
    ObjectNode body = (ObjectNode) Json.parse(WHOLE);
    body.remove(name);

    assertThat(pointers(body, true)).containsExactly("/" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeZone",
        "locale",
        "currency",
        "businessHours",
        "slotIntervalMinutes",
        "minimumNoticeMinutes",
        "maximumAdvanceDays",
        "cancellationWindowMinutes",
        "approval",
        "approvalDeadlineMinutes",
        "reminderMinutesBefore",
        "labels",
        "branding",
        "corsOrigins",
        "closedDates",
        "seasons",
        "specialDates",
        "phoneCountries"
      })
  void shouldNotTakeNullForAValue(String name) throws JsonProcessingException {
    ObjectNode body = (ObjectNode) Json.parse(WHOLE);
    body.putNull(name);

    assertThat(pointers(body, true)).containsExactly("/" + name);
    assertThat(pointers(Json.parse("{\"%s\":null}".formatted(name)), false))
        .containsExactly("/" + name);
  }

  /** Each line: a field, a value that it must not have, and the pointer that must be named. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "wrong-settings.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void shouldNameWhatIsWrong(String name, String value, String pointer)
      throws JsonProcessingException {
    JsonNode wrong = Json.parse(value);
    ObjectNode body = (ObjectNode) Json.parse(WHOLE);
    body.set(name, wrong);
    ObjectNode patch = (ObjectNode) Json.parse("{}");
    patch.set(name, wrong);

    assertThat(pointers(body, true)).containsExactly(pointer);
    assertThat(pointers(patch, false)).containsExactly(pointer);
  }

  @Test
  void shouldNameEverythingAtOnce() throws JsonProcessingException {
    String body =
        """
        {"timeZone":"Mars/Olympus","slotIntervalMinutes":7,"maximumAdvanceDays":0,"colour":"red",
         "labels":{"1x":"a"},"closedDates":["2026-02-29"],
         "businessHours":[{"day":"MONDAY","opens":"09:00","closes":"12:00"},
                          {"day":"MONDAY","opens":"11:00","closes":"13:00"}]}
        """;

    assertThat(pointers(Json.parse(body), false))
        .containsExactlyInAnyOrder(
            "/timeZone",
            "/slotIntervalMinutes",
            "/maximumAdvanceDays",
            "/colour",
            "/labels/1x",
            "/closedDates/0",
            "/businessHours/1");
  }

  @ParameterizedTest
  @CsvSource({"00:00,24:00", "23:59,24:00", "24:00,24:00", "36:00,36:00", "02:00,"})
  void shouldReadMidnightAsItIsWritten(String closes, @Nullable String read)
      throws JsonProcessingException {
    Faults faults = new Faults();
    ObjectNode body = (ObjectNode) Json.parse(WHOLE);
    body.set(
        "businessHours",
        Json.parse(
            "[{\"day\":\"MONDAY\",\"opens\":\"18:00\",\"closes\":\"%s\"}]".formatted(closes)));

    OrganizationSettings settings = SHAPE.read(body, "", faults);

    if (read == null) {
      assertThat(faults.all())
          .extracting(Fault::pointer)
          .containsExactly("/businessHours/0/closes");
    } else {
      assertThat(Objects.requireNonNull(settings).businessHours().entries().getFirst().window())
          .isEqualTo(DailyWindow.of("18:00", read));
    }
  }

  @Test
  void shouldRefuseAChangeOfNothing() throws JsonProcessingException {
    assertThat(pointers(Json.parse("{}"), false)).containsExactly("");
  }

  private static OrganizationSettings whole(JsonNode body, Faults faults) {
    return Objects.requireNonNull(SHAPE.read(body, "", faults));
  }

  private static List<String> pointers(JsonNode body, boolean whole) {
    Faults faults = new Faults();
    if (whole) {
      SHAPE.read(body, "", faults);
    } else {
      SHAPE.patch(body, "", faults);
    }
    return faults.all().stream().map(Fault::pointer).toList();
  }
}
