package io.marcado.local.app.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.marcado.local.app.packaging.GatewayDocument.Base;
import io.marcado.local.keys.SigningKeys;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.local.template.NestedStack;
import io.marcado.local.template.Surroundings;
import io.marcado.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what {@code sam deploy} needs beside the jars, into target/package: the two documents that
 * API Gateway imports, and the templates with paths that fit their new place. Each capability's
 * template gets the id of its release.
 *
 * <p>SAM publishes versions where a template's text has changed. A capability's id follows from its
 * jar, its template and the parameters that the root stack passes to it in each environment, so a
 * release publishes versions only of capabilities in which one of these has changed.
 */
public final class PackageDocuments {
  private static final String FOLDER = "target/package";
  private static final Pattern JAR =
      Pattern.compile("^( +CodeUri: )(target/\\S+\\.jar)$", Pattern.MULTILINE);
  private static final Pattern RELEASE =
      Pattern.compile("^( +RELEASE_ID: )development$", Pattern.MULTILINE);
  private static final int ID_LENGTH = 12;

  private PackageDocuments() {}

  /**
   * Writes the documents. The jars must have been built.
   *
   * @param root the folder of template.yaml
   * @param salt part of every id. Empty, or a new one when all capabilities must publish versions
   *     because a value has changed that no file shows
   * @return each capability's id, by the capability's name
   * @throws IllegalStateException when a jar is missing, or a template has not the expected form
   */
  public static Map<String, String> write(Path root, String salt) {
    try {
      Path folder = Files.createDirectories(root.resolve(FOLDER));
      String contract = Files.readString(root.resolve("openapi.yaml"));
      for (Base base : Base.values()) {
        Files.writeString(
            folder.resolve(fileName(base)), GatewayDocument.from(contract, base).toYaml());
      }
      Files.writeString(
          folder.resolve("template.yaml"),
          Files.readString(root.resolve("template.yaml"))
              .replace("Location: " + FOLDER + "/", "Location: "));
      Map<String, String> ids = new TreeMap<>();
      for (Map.Entry<Path, String> stack : parameters(root).entrySet()) {
        Path template = stack.getKey();
        String id = packageCapability(template, root, stack.getValue() + salt);
        ids.put(String.valueOf(folderOf(template).getFileName()), id);
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The jars that the templates name, each with the functions that run from it.
   *
   * @param root the folder of template.yaml
   */
  public static Map<Path, List<FunctionDeclaration>> jars(Path root) throws IOException {
    Map<Path, List<FunctionDeclaration>> jars = new TreeMap<>();
    Surroundings surroundings =
        Surroundings.nowhere()
            .with(Map.of("VerificationKeysParameter", SigningKeys.generate().publicJwks()));
    Template template = Template.read(root.resolve("template.yaml"), surroundings);
    for (NestedStack nested : template.nestedStacks()) {
      Matcher code = JAR.matcher(Files.readString(nested.template()));
      if (code.find()) {
        String capability = String.valueOf(folderOf(nested.template()).getFileName());
        jars.put(
            nested.template().resolveSibling(code.group(2)),
            template.functions().stream()
                .filter(one -> one.handlerClass().split("[.]")[2].equals(capability))
                .toList());
      }
    }
    return jars;
  }

  /** Name of the document of one base, in the folder and in template.yaml. */
  public static String fileName(Base base) {
    return switch (base) {
      case ORIGIN -> "openapi-origin.yaml";
      case TENANT -> "openapi-tenant.yaml";
      case SHARED_BY_PATH -> "openapi-shared-by-path.yaml";
    };
  }

  private static String packageCapability(Path template, Path root, String parameters)
      throws IOException {
    String text = Files.readString(template);
    Matcher code = JAR.matcher(text);
    if (!code.find() || !RELEASE.matcher(text).find()) {
      throw new IllegalStateException(
          template + " has no line `CodeUri: target/….jar` or no `RELEASE_ID: development`");
    }
    Path jar = template.resolveSibling(code.group(2));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException("Not built yet: " + jar);
    }
    String id = digest(Files.readAllBytes(jar), text.getBytes(UTF_8), parameters.getBytes(UTF_8));
    Path folder =
        Files.createDirectories(root.resolve(FOLDER).resolve(root.relativize(folderOf(template))));
    Files.writeString(
        folder.resolve("template.yaml"),
        RELEASE.matcher(code.replaceFirst("$1" + folder.relativize(jar))).replaceFirst("$1" + id));
    return id;
  }

  /** What each nested stack is passed in the environments of samconfig.toml, by its template. */
  private static Map<Path, String> parameters(Path root) throws IOException {
    Map<Path, String> parameters = new TreeMap<>();
    for (Map<String, String> environment :
        Environments.parameters(Files.readString(root.resolve("samconfig.toml"))).values()) {
      for (NestedStack nested :
          Template.read(root.resolve("template.yaml"), Surroundings.nowhere().with(environment))
              .nestedStacks()) {
        parameters.merge(
            nested.template(), new TreeMap<>(nested.parameters()).toString(), String::concat);
      }
    }
    return parameters;
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static String digest(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
