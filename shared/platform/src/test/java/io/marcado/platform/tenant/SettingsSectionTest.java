package io.marcado.platform.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.marcado.domain.Fault;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import io.marcado.platform.table.Item;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsSectionTest {
  private record Waitlist(int seats, BusinessTemplate kind, List<Integer> offers) {}

  /** As an answer shows a section beside other fields. */
  private record View(String timeZone, @JsonUnwrapped Waitlist waitlist) {}

  private static final SettingsSection<Waitlist> SECTION =
      SettingsSection.of(
          new Waitlist(3, BusinessTemplate.CONSULTATION, List.of(5)),
          (present, values) ->
              new Waitlist(
                  values.number("seats", Readers.integer(0, 9), present.seats()),
                  values.oneOf("kind", BusinessTemplate.class, present.kind()),
                  values.numbers(
                      "offers", Readers.distinct(Readers.integer(1, 60), 4), present.offers())));

  private static final Shape<Waitlist> SHAPE = Shape.of(SECTION.blank(), SECTION::with);
  private static final String WHOLE = "{\"seats\":7,\"kind\":\"SERVICE_TABLE\",\"offers\":[9,10]}";
  private static final Waitlist WAITLIST =
      new Waitlist(7, BusinessTemplate.SERVICE_TABLE, List.of(9, 10));

  static Stream<SettingsSection<?>> sections() {
    return Stream.of(BookingSection.SECTION, ReminderSection.SECTION);
  }

  @Test
  void shouldReadEachFieldOfAWholeRequest() throws JsonProcessingException {
    Faults faults = new Faults();

    assertThat(SHAPE.read(Json.parse(WHOLE), "", faults)).isEqualTo(WAITLIST);
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void shouldTakeTheBlankForListsThatARequestLeavesOutAndForNothingElse()
      throws JsonProcessingException {
    Faults faults = new Faults();
    Waitlist read = SHAPE.readPartly(Json.parse("{}"), "", faults);

    assertThat(Objects.requireNonNull(read).offers()).containsExactly(5);
    assertThat(faults.all()).extracting(Fault::pointer).containsExactly("/seats", "/kind");
  }

  @Test
  void shouldChangeOnlyTheFieldThatAPatchNames() throws JsonProcessingException {
    Faults faults = new Faults();

    assertThat(SHAPE.patch(Json.parse("{\"seats\":1}"), "", faults).apply(WAITLIST))
        .isEqualTo(new Waitlist(1, BusinessTemplate.SERVICE_TABLE, List.of(9, 10)));
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void shouldLoadWhatWasStored() {
    Item item = stored(SECTION, WAITLIST);

    assertThat(item.attributes()).containsOnlyKeys("seats", "kind", "offers");
    assertThat(SECTION.load(item)).isEqualTo(WAITLIST);
  }

  @Test
  void shouldBeBlankInAnItemThatIsOlderThanTheSection() {
    assertThat(SECTION.load(Item.builder().text("timeZone", "UTC").build()))
        .isEqualTo(SECTION.blank());
  }

  @Test
  void shouldTakeTheBlankForAFieldThatRequestsMayLeaveOutToo() {
    Item older = Item.builder().number("seats", 7).text("kind", "SERVICE_TABLE").build();

    assertThat(SECTION.load(older))
        .isEqualTo(new Waitlist(7, BusinessTemplate.SERVICE_TABLE, List.of(5)));
  }

  @Test
  void shouldNotMakeUpAFieldThatAnItemHasLost() {
    Item corrupt = Item.builder().number("seats", 7).build();

    assertThatIllegalStateException()
        .isThrownBy(() -> SECTION.load(corrupt))
        .withMessageContaining("kind");
  }

  @Test
  void shouldShowEachFieldBesideTheOthers() {
    assertThat(Json.write(new View("UTC", WAITLIST)))
        .isEqualTo("{\"timeZone\":\"UTC\"," + WHOLE.substring(1));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void shouldReadAndStoreExactlyTheFieldsThatAnswersShow(SettingsSection<?> section)
      throws ReflectiveOperationException {
    List<String> shown =
        Arrays.stream(section.blank().getClass().getRecordComponents())
            .map(component -> component.getName())
            .toList();

    assertThat(read(section)).containsExactlyElementsOf(shown);
    assertThat(blankStored(section).attributes()).containsOnlyKeys(chosen(section.blank()));
  }

  /** Those that are not null: nothing is kept of these. */
  private static List<String> chosen(Object value) throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      if (component.getAccessor().invoke(value) != null) {
        names.add(component.getName());
      }
    }
    return names;
  }

  private static <T> Iterable<String> read(SettingsSection<T> section) {
    Object properties =
        Shape.of(section.blank(), section::with).schema().keywords().get("properties");
    return ((Map<?, ?>) Objects.requireNonNull(properties))
        .keySet().stream().map(String::valueOf).toList();
  }

  private static <T> Item blankStored(SettingsSection<T> section) {
    return stored(section, section.blank());
  }

  private static <T> Item stored(SettingsSection<T> section, T value) {
    Item.Builder item = Item.builder();
    section.store(value, item);
    return item.build();
  }
}
