package io.marcado.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Documents documents(String kind) {
    return kind.equals("memory") ? Documents.inMemory() : Documents.inFolder(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "folder"})
  void shouldKeepTextsByName(String kind) {
    Documents documents = documents(kind);

    documents.put("group/b é", "1");
    documents.put("a", "2");
    documents.put("a", "3");
    documents.put("gone", "4");
    documents.delete("gone");
    documents.delete("never there");

    assertThat(documents.get("group/b é")).contains("1");
    assertThat(documents.get("gone")).isEmpty();
    assertThat(documents.all()).containsExactly(entry("a", "3"), entry("group/b é", "1"));
  }

  @Test
  void shouldFindThemAgainAndIgnoreWhatWasNeverFinished() throws Exception {
    Documents.inFolder(folder).put("a", "1");
    Files.writeString(folder.resolve("b.json.part"), "hal");

    assertThat(Documents.inFolder(folder).all()).containsExactly(entry("a", "1"));
  }

  @Test
  void shouldGiveAFolderToOneStackAtATime() throws Exception {
    Storage storage = Storage.inFolder(folder);
    try (AutoCloseable _ = storage.take()) {
      assertThat(storage.isInUse()).isTrue();
      assertThatIllegalStateException().isThrownBy(storage::take);
    }
    assertThat(storage.isInUse()).isFalse();
  }

  private static java.util.Map.Entry<String, String> entry(String name, String text) {
    return java.util.Map.entry(name, text);
  }
}
