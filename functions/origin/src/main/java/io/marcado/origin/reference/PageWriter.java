package io.marcado.origin.reference;

import io.marcado.domain.time.TzRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the pages while the project is built: the landing page with the shared style in it, and
 * the reference from the contract. The function then serves a plain file, without a parser, a
 * script or a dependency in the function.
 */
public final class PageWriter {
  private static final String STYLE = "/* style.css */";
  private static final String TZ_RELEASE = "/* tz release */";

  private PageWriter() {}

  /**
   * Called by the build.
   *
   * @param arguments the contract, the folder of the pages' sources, the folder they are written to
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
  }

  static void write(Path contract, Path sources, Path target) throws IOException {
    String style = Files.readString(sources.resolve("style.css")).strip();
    String landing = Files.readString(sources.resolve("landing.html"));
    String reference = Files.readString(sources.resolve("reference.html"));
    Files.createDirectories(target);
    Files.writeString(
        target.resolve("landing.html"),
        landing.replace(STYLE, style).replace(TZ_RELEASE, TzRelease.current().name()));
    Files.writeString(
        target.resolve("reference.html"),
        ReferencePage.of(Contract.parse(Files.readString(contract)))
            .into(reference.replace(STYLE, style)));
  }
}
