package io.marcado.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCursorsTest {
  private static final ListCursors BOOKINGS = list("t1", "bookings", Map.of("status", "HELD"));

  @ParameterizedTest
  @ValueSource(strings = {"a", "2026-11-20T10:00:00Z#abc", "érica 😀#abc"})
  void shouldGiveBackThePositionOfItsOwn(String position) {
    assertThat(BOOKINGS.position(BOOKINGS.of(position))).isEqualTo(position);
  }

  @Test
  void shouldRefuseCursorsOfOtherLists() {
    for (ListCursors other :
        List.of(
            list("t2", "bookings", Map.of("status", "HELD")),
            list("t1", "users", Map.of("status", "HELD")),
            list("t1", "bookings", Map.of("status", "PENDING")),
            list("t1", "bookings", Map.of()))) {
      assertThatThrownBy(() -> BOOKINGS.position(other.of("a")))
          .isInstanceOf(ForeignPositionException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!!", "QUJD", "AAAAAAAAAAA", "AAAAAAAAAAAA", "é"})
  void shouldRefuseWhatIsNoCursor(String cursor) {
    assertThatThrownBy(() -> BOOKINGS.position(cursor))
        .isInstanceOf(ForeignPositionException.class);
  }

  private static ListCursors list(String tenant, String name, Map<String, String> filters) {
    return new ListCursors(List.of(tenant, name, filters));
  }
}
