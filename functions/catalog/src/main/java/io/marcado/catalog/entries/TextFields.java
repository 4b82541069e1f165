package io.marcado.catalog.entries;

import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;

/** The texts that every entry has. */
public final class TextFields {
  private TextFields() {}

  public static FieldReader<String> name() {
    return Readers.name(100);
  }

  public static FieldReader<String> description() {
    return Readers.text(0, 2000);
  }
}
