package io.marcado.bench.jars;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Sizes of the jars that Lambda runs. */
public final class LambdaJars implements Measurement {
  /** HTTP clients of the SDK that no function uses, and that would weigh most. */
  private static final List<String> UNWANTED =
      List.of("io/netty/", "org/apache/http/", "org/apache/hc/");

  @Override
  public String title() {
    return "Lambda jars";
  }

  @Override
  public MarkdownTable measure() throws IOException {
    MarkdownTable table =
        new MarkdownTable("capability", "jar MB", "unpacked MB", "classes", "netty, apache");
    Path root = ProjectRoot.find();
    List<String> capabilities;
    try (Stream<Path> folders = Files.list(root.resolve("functions"))) {
      capabilities =
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .sorted()
              .toList();
    }
    for (String capability : capabilities) {
      Path file = LambdaJar.of(root, capability).file();
      try (ZipFile jar = new ZipFile(file.toFile())) {
        List<? extends ZipEntry> entries = jar.stream().toList();
        table.row(
            capability,
            megabytes(Files.size(file)),
            megabytes(entries.stream().mapToLong(ZipEntry::getSize).sum()),
            entries.stream().filter(entry -> entry.getName().endsWith(".class")).count(),
            entries.stream()
                    .anyMatch(entry -> UNWANTED.stream().anyMatch(entry.getName()::startsWith))
                ? "yes"
                : "none");
      }
    }
    return table.note("Lambda takes 250 MB unpacked.");
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
