package io.marcado.local.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.local.keys.KeyRing;
import io.marcado.local.keys.SigningKeys;
import io.marcado.local.keys.VerificationKeys;
import io.marcado.local.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void shouldMakeAFirstKey() throws IOException {
    Path out = folder.resolve("first");

    run("--out", out.toString());

    assertThat(Files.readString(out.resolve("signing-key.json"))).contains("\"d\"");
    assertThat(Files.getPosixFilePermissions(out.resolve("signing-key.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(set(out, "verification-keys.json").keyIds()).hasSize(1);
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("\"d\"");
  }

  @Test
  void shouldMakeTheNextKeyBesideThosePresent() throws IOException {
    Path first = folder.resolve("first");
    Path next = folder.resolve("next");
    run("--out", first.toString());

    run("--beside", first.resolve("verification-keys.json").toString(), "--out", next.toString());

    String old = set(first, "verification-keys.json").keyIds().getFirst();
    List<String> both = set(next, "verification-keys.json").keyIds();
    List<String> after = set(next, "verification-keys-after.json").keyIds();
    assertThat(both).hasSize(2).endsWith(old);
    assertThat(after).containsExactly(both.getFirst());
    assertThat(Files.readString(next.resolve("signing-key.json"))).contains(after.getFirst());
  }

  @Test
  void shouldOverwriteNoKey() throws IOException {
    run("--out", folder.toString());

    assertThatThrownBy(() -> run("--out", folder.toString())).isInstanceOf(UsageException.class);
  }

  @Test
  void shouldNotTakeTheSecretForTheSet() throws IOException {
    run("--out", folder.toString());

    assertThatThrownBy(() -> run("--beside", folder.resolve("signing-key.json").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining("\"d\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--out", "--beside", "--other", "--local --out x"})
  void shouldSayHowItIsCalled(String arguments) {
    assertThatThrownBy(() -> run(arguments.split(" "))).isInstanceOf(UsageException.class);
  }

  @Test
  void shouldRotateTheKeyOfTheLocalStackWhileNoneRuns() throws Exception {
    Storage storage = Storage.inFolder(folder.resolve("stack"));
    SigningKeys first = new KeyRing(storage.documents("keys")).signing();

    try (AutoCloseable _ = storage.take()) {
      assertThatThrownBy(() -> Keys.rotateLocally(storage, terminal))
          .isInstanceOf(UsageException.class);
    }
    Keys.rotateLocally(storage, terminal);

    KeyRing ring = new KeyRing(storage.documents("keys"));
    assertThat(ring.signing()).isNotEqualTo(first);
    assertThat(ring.verifying(Instant.now()).keyIds())
        .containsExactly(ring.signing().keyId(), first.keyId());
  }

  private void run(String... arguments) throws IOException {
    assertThat(Keys.run(List.of(arguments), terminal)).isZero();
  }

  private static VerificationKeys set(Path folder, String name) throws IOException {
    return new VerificationKeys(Files.readString(folder.resolve(name)));
  }
}
