package io.marcado.bookings.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Result;
import io.marcado.identity.published.PhoneProofs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedTest {
  private final List<String> reads = new ArrayList<>();

  @Test
  void shouldDoAtOnceWhatTheCopyAllows() {
    assertThat(cached("new").decide(Result::done)).isEqualTo(Result.done("old"));
    assertThat(reads).containsExactly("copy");
  }

  @Test
  void shouldDecideAgainBeforeItRefuses() {
    assertThat(cached("new").<String>decide(CachedTest::allowNew)).isEqualTo(Result.done("new"));
    assertThat(reads).containsExactly("copy", "fresh");
  }

  @Test
  void shouldNotDecideAgainByTheSame() {
    List<String> decided = new ArrayList<>();

    Result<String, BookingRefusal> result =
        cached("old")
            .decide(
                value -> {
                  decided.add(value);
                  return allowNew(value);
                });

    assertThat(result).isEqualTo(BookingRefusal.faulty(Plain.UNKNOWN_SERVICE));
    assertThat(decided).containsExactly("old");
  }

  /** Above all a wrong code: a guesser of codes must not cause reads. */
  @Test
  void shouldReadNothingAnewForARefusalOfAnotherKind() {
    for (BookingRefusal refusal :
        List.of(
            new BookingRefusal.Busy(), new BookingRefusal.NotProved(new PhoneProofs.Wrong(4)))) {
      reads.clear();

      assertThat(cached("new").<String>decide(_ -> Result.refused(refusal)))
          .isEqualTo(Result.refused(refusal));
      assertThat(reads).containsExactly("copy");
    }
  }

  private static Result<String, BookingRefusal> allowNew(String value) {
    return value.equals("new") ? Result.done(value) : BookingRefusal.faulty(Plain.UNKNOWN_SERVICE);
  }

  private Cached<String> cached(String fresh) {
    return new Cached<>(() -> read("copy", "old"), () -> read("fresh", fresh));
  }

  private String read(String from, String value) {
    reads.add(from);
    return value;
  }
}
