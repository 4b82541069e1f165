package io.marcado.identity.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.published.notices.TextStops;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a phone gets no messages that has said so. */
class TextStopsTest {
  private static final Duration LONG = Duration.ofDays(1000);

  private final IdentityFixture fixture = new IdentityFixture();
  private final TextStops stops = fixture.bean(TextStops.class);
  private final PhoneNumber phone = IdentityFixture.phone();
  private final Instant said = fixture.now();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldGoOnForGoodThoughItIsSaidAgainWhenThePhoneIsUnknownByThen() {
    stops.stop(Channel.SMS, phone, true, said);
    stops.stop(Channel.SMS, phone, false, at(10));

    assertThat(stops.since(Channel.SMS, phone, said.plus(LONG))).contains(at(10));
    // A word from before the second stop changes nothing.
    stops.resume(Channel.SMS, phone, at(5));
    assertThat(stops.since(Channel.SMS, phone, said.plus(LONG))).contains(at(10));
  }

  @Test
  void shouldForgetTheStopOfAnUnknownPhoneUnlessItIsKnownByThen() {
    stops.stop(Channel.SMS, phone, false, said);
    stops.stop(Channel.SMS, phone, false, at(10));
    assertThat(stops.since(Channel.SMS, phone, at(20))).contains(at(10));
    assertThat(stops.since(Channel.SMS, phone, said.plus(LONG))).isEmpty();

    stops.stop(Channel.SMS, phone, true, at(30));
    assertThat(stops.since(Channel.SMS, phone, said.plus(LONG))).contains(at(30));
    stops.resume(Channel.SMS, phone, at(40));
    stops.stop(Channel.SMS, phone, false, at(35));
    assertThat(stops.since(Channel.SMS, phone, at(50))).isEmpty();
    stops.stop(Channel.SMS, phone, false, at(50));
    assertThat(stops.since(Channel.SMS, phone, at(60))).contains(at(50));
    assertThat(stops.since(Channel.SMS, phone, said.plus(LONG))).isEmpty();
  }

  private Instant at(int seconds) {
    return Instant.ofEpochMilli(said.toEpochMilli()).plusSeconds(seconds);
  }
}
