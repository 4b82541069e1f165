package io.marcado.identity.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
  private final PasswordHasher hasher = new PasswordHasher(new SecureRandom(), Optional.empty());
  private final PasswordHasher cheap =
      new PasswordHasher(new SecureRandom(), new PasswordHasher.Cost(16, 1, 1));

  @Test
  void shouldComputeWhatTheReferenceImplementationComputes() {
    // From the test vectors of phc-winner-argon2.
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
            + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(hasher.matches(new Password("password"), reference)).isTrue();
    assertThat(hasher.matches(new Password("passwore"), reference)).isFalse();
  }

  @Test
  void shouldNameItsParametersAndSaltEachHashAnew() {
    Password password = new Password("correct horse battery");

    String one = hasher.hash(password);
    String other = hasher.hash(password);

    assertThat(one)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(one).isNotEqualTo(other);
    assertThat(hasher.matches(password, one)).isTrue();
    assertThat(hasher.matches(password, other)).isTrue();
  }

  @Test
  void shouldKnowHashesOfAnotherCost() {
    String old = cheap.hash(new Password("correct horse battery"));

    assertThat(hasher.isOutdated(old)).isTrue();
    assertThat(hasher.matches(new Password("correct horse battery"), old)).isTrue();
    assertThat(cheap.isOutdated(old)).isFalse();
  }

  @Test
  void shouldTakeTheSameLettersFromEveryKeyboard() {
    String hash = cheap.hash(new Password("S\u00e3o Paulo 1554"));

    assertThat(cheap.matches(new Password("Sa\u0303o Paulo 1554"), hash)).isTrue();
  }

  @Test
  void shouldRefuseWhatIsNoHashOfOurs() {
    assertThatThrownBy(() -> hasher.matches(new Password("whatever it is"), "$2b$10$abc"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void shouldMatchThePasswordAndNoOther(
      @ForAll @NotEmpty @StringLength(max = 40) String one,
      @ForAll @NotEmpty @StringLength(max = 40) String other) {
    Password password = new Password(one.replaceAll("\\p{Cs}", "x"));
    Password another = new Password(other.replaceAll("\\p{Cs}", "x"));

    String hash = cheap.hash(password);

    assertThat(cheap.matches(password, hash)).isTrue();
    assertThat(cheap.matches(another, hash)).isEqualTo(password.equals(another));
  }
}
