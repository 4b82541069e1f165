package io.marcado.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private record Paint(String colour, Optional<Integer> gloss) {
    static final Shape<Paint> SHAPE =
        Shape.of(
            new Paint("", Optional.empty()),
            (paint, fields) ->
                new Paint(
                    fields.required("colour", Readers.text(1, 20), paint.colour),
                    fields.optional("gloss", Readers.integer(0, 9), paint.gloss)));
  }

  private record Chair(
      String name, @Nullable String note, int legs, Map<String, String> labels, Paint paint) {
    static final Shape<Chair> SHAPE =
        Shape.of(new Chair("", null, 4, Map.of(), new Paint("", Optional.empty())), Chair::with)
            .withRules(Chair::faults);

    private Chair with(Fields fields) {
      return new Chair(
          fields.required("name", Readers.name(10), name),
          fields.optional("note", Readers.text(0, 10), note),
          fields.defaulted("legs", Readers.integer(1, 8), legs),
          fields.merged("labels", Readers.textMap(3, 10, 10), labels),
          fields.part("paint", Paint.SHAPE, paint));
    }

    private List<Fault> faults() {
      return legs == 3 && paint.colour().equals("red")
          ? List.of(new Fault("/legs", FaultCode.CONFLICT, "must not be 3 when it is red"))
          : List.of();
    }
  }

  private static final Chair CHAIR =
      new Chair("Ana", "old", 6, Map.of("a", "1", "b", "2"), new Paint("blue", Optional.of(3)));

  private final Faults faults = new Faults();

  @Test
  void shouldReadAWholeObjectWithItsDefaults() {
    assertThat(read("{\"name\":\"Ana\",\"note\":null,\"paint\":{\"colour\":\"red\"}}"))
        .isEqualTo(new Chair("Ana", null, 4, Map.of(), new Paint("red", Optional.empty())));
    assertThat(faults.none()).isTrue();
  }

  @Test
  void shouldTellEveryFaultAtOnceWithItsCode() {
    read(
        "{\"note\":\"far too long a note\",\"legs\":null,\"labels\":{\"a\":1},"
            + "\"paint\":{\"colour\":\"\",\"gloss\":10,\"shine\":true}}");

    assertThat(faults.all())
        .extracting(Fault::pointer, Fault::code)
        .containsExactlyInAnyOrder(
            tuple("/name", FaultCode.REQUIRED),
            tuple("/note", FaultCode.TOO_LONG),
            tuple("/legs", FaultCode.NOT_NULL),
            tuple("/labels/a", FaultCode.TYPE),
            tuple("/paint/colour", FaultCode.TOO_SHORT),
            tuple("/paint/gloss", FaultCode.OUT_OF_RANGE),
            tuple("/paint/shine", FaultCode.UNKNOWN_FIELD));
  }

  @Test
  void shouldJudgeRulesOverWhatCouldBeRead() {
    read("{\"name\":\"far too long a name\",\"legs\":3,\"paint\":{\"colour\":\"red\"}}");

    assertThat(faults.all()).extracting(Fault::pointer).containsExactly("/name", "/legs");
  }

  @Test
  void shouldChangeOnlyWhatIsMentioned() {
    assertThat(patched("{\"legs\":5}"))
        .isEqualTo(new Chair("Ana", "old", 5, CHAIR.labels(), CHAIR.paint()));
    assertThat(patched("{\"note\":null,\"paint\":{\"gloss\":null}}"))
        .isEqualTo(new Chair("Ana", null, 6, CHAIR.labels(), new Paint("blue", Optional.empty())));
    assertThat(patched("{\"labels\":{\"a\":null,\"c\":\"3\"}}").labels())
        .isEqualTo(Map.of("b", "2", "c", "3"));
    assertThat(faults.none()).isTrue();
  }

  @Test
  void shouldRefuseChangesThatClearWhatMustBeThere() {
    patched("{\"name\":null,\"legs\":null,\"paint\":null}");

    assertThat(faults.all()).extracting(Fault::pointer).containsExactly("/name", "/legs", "/paint");
  }

  @Test
  void shouldRefuseAChangeOfNothing() {
    patched("{}");

    assertThat(faults.all()).extracting(Fault::pointer).containsExactly("");
  }

  @Test
  void shouldDescribeWhatItTakes() throws JsonProcessingException {
    assertThat(Json.tree(Chair.SHAPE.schema().json()))
        .isEqualTo(
            Json.parse(
                """
                {"type":"object","additionalProperties":false,"required":["name","paint"],
                 "properties":{
                   "name":{"type":"string","minLength":1,"maxLength":10},
                   "note":{"type":"string","maxLength":10,"nullable":true},
                   "legs":{"type":"integer","minimum":1,"maximum":8,"default":4},
                   "labels":{"type":"object","maxProperties":3,"default":{},
                     "additionalProperties":{"type":"string","minLength":1,"maxLength":10}},
                   "paint":{"type":"object","additionalProperties":false,"required":["colour"],
                     "properties":{
                       "colour":{"type":"string","minLength":1,"maxLength":20},
                       "gloss":{"type":"integer","minimum":0,"maximum":9,"nullable":true}}}}}
                """));
    assertThat(Json.tree(Chair.SHAPE.patchSchema().json()).get("required")).isNull();
    assertThat(Json.tree(Chair.SHAPE.patchSchema().json()).get("minProperties").intValue())
        .isEqualTo(1);
    assertThat(
            Json.tree(Chair.SHAPE.patchSchema().json())
                .at("/properties/paint/required")
                .isMissingNode())
        .isTrue();
  }

  private @Nullable Chair read(String json) {
    return Chair.SHAPE.read(parse(json), "", faults);
  }

  private Chair patched(String json) {
    UnaryOperator<Chair> change = Chair.SHAPE.patch(parse(json), "", faults);
    return change.apply(CHAIR);
  }

  private static JsonNode parse(String json) {
    try {
      return Json.parse(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
