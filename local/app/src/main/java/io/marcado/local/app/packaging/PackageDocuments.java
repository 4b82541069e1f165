package io.marcado.local.app.packaging;

import io.marcado.local.app.packaging.GatewayDocument.Base;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what {@code sam deploy} needs beside the jars, into target/package: the two documents API
 * Gateway imports, and template.yaml with this release's id and with paths that fit its new place.
 */
public final class PackageDocuments {
  private static final String FOLDER = "target/package";
  private static final Pattern JAR =
      Pattern.compile("^( +CodeUri: )(functions/\\S+\\.jar)$", Pattern.MULTILINE);
  private static final Pattern RELEASE =
      Pattern.compile("^( +RELEASE_ID: )development$", Pattern.MULTILINE);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private PackageDocuments() {}

  /**
   * Packages the project around the working directory.
   *
   * @param arguments none
   */
  public static void main(String... arguments) {
    String releaseId = write(ProjectRoot.find());
    System.out.println("Release " + releaseId + " is in " + FOLDER);
  }

  /**
   * As {@link #write(Path, Instant)}, now.
   *
   * @param root the folder of template.yaml
   * @return the release's id
   */
  public static String write(Path root) {
    return write(root, Instant.now());
  }

  /**
   * Writes the documents. The jars must have been built.
   *
   * @param root the folder of template.yaml
   * @param now goes into the release's id: a version is published only when the template differs,
   *     and a release may differ from the one before in nothing but a parameter
   * @return the release's id
   * @throws IllegalStateException when a jar is missing, or template.yaml has not the expected form
   */
  public static String write(Path root, Instant now) {
    try {
      Path folder = Files.createDirectories(root.resolve(FOLDER));
      String contract = Files.readString(root.resolve("openapi.yaml"));
      for (Base base : Base.values()) {
        Files.writeString(
            folder.resolve(fileName(base)), GatewayDocument.from(contract, base).toYaml());
      }
      String template = Files.readString(root.resolve("template.yaml"));
      String releaseId = STAMP.format(now) + "-" + digest(jars(root, template)).substring(0, 8);
      Files.writeString(folder.resolve("template.yaml"), packaged(template, releaseId));
      return releaseId;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Name of the document of one base, in the folder and in template.yaml. */
  public static String fileName(Base base) {
    return switch (base) {
      case ORIGIN -> "openapi-origin.yaml";
      case TENANT -> "openapi-tenant.yaml";
    };
  }

  /** The template as it is deployed from target/package. */
  static String packaged(String template, String releaseId) {
    Matcher release = RELEASE.matcher(template);
    if (!release.find()) {
      throw new IllegalStateException("template.yaml has no line `RELEASE_ID: development`");
    }
    String withRelease = release.replaceFirst("$1" + Matcher.quoteReplacement(releaseId));
    return JAR.matcher(withRelease)
        .replaceAll("$1../../$2")
        .replace("Location: " + FOLDER + "/", "Location: ");
  }

  private static List<Path> jars(Path root, String template) {
    TreeSet<String> names = new TreeSet<>();
    JAR.matcher(template).results().forEach(line -> names.add(line.group(2)));
    List<Path> jars = names.stream().map(root::resolve).toList();
    List<Path> missing = new ArrayList<>(jars);
    missing.removeIf(Files::isRegularFile);
    if (!missing.isEmpty() || jars.isEmpty()) {
      throw new IllegalStateException("Not built yet: " + missing);
    }
    return jars;
  }

  private static String digest(List<Path> files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
