package io.marcado.local.app.generate;

import io.marcado.domain.Permission;
import io.marcado.local.app.contract.Contract;
import io.marcado.local.app.structure.Capabilities;
import io.marcado.platform.audit.SecurityEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every file that follows from others, with the text that it must have. */
public final class GeneratedFiles {
  private static final String SHARED = "shared/platform/openapi.yaml";
  private static final String ACCESS = "docs/access.md";
  private static final String LIMITS = "docs/limits.md";
  private static final String WHATSAPP = "docs/whatsapp.md";
  private static final String ARCHITECTURE = "docs/architecture.md";
  private static final String OPERATIONS = "docs/operations.md";

  private GeneratedFiles() {}

  /**
   * The files that differ from what they must be, by path in the project, with their text.
   *
   * @param root the folder of the project
   */
  public static SequencedMap<String, String> outOfDate(Path root) throws IOException {
    SequencedMap<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : of(root).entrySet()) {
      Path path = root.resolve(file.getKey());
      if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
        found.put(file.getKey(), file.getValue());
      }
    }
    return found;
  }

  private static Map<String, String> of(Path root) throws IOException {
    SequencedMap<String, String> fragments = new LinkedHashMap<>();
    fragments.put(SHARED, Files.readString(root.resolve(SHARED)));
    for (String capability : Capabilities.all()) {
      Path file = root.resolve(fragment(capability));
      if (Files.exists(file)) {
        fragments.put(fragment(capability), Files.readString(file));
      }
    }
    fillIn(fragments);
    String text = Bundle.of(fragments);
    Map<String, String> files = new TreeMap<>(fragments);
    Path rules = root.resolve(TzRules.FILE);
    files.putAll(
        TzRules.files(
            Files.exists(rules) ? Optional.of(Files.readString(rules)) : Optional.empty()));
    files.put(
        OPERATIONS,
        Marks.fill(
            Files.readString(root.resolve(OPERATIONS)),
            "tz release",
            "This version has the rules of tz release %s.\n".formatted(TzRules.release())));
    files.put(Contract.FILE, text);
    Contract contract = Contract.parse(text);
    files.put(ACCESS, access(root, contract));
    files.put(
        LIMITS,
        Marks.fill(
            Files.readString(root.resolve(LIMITS)),
            "limits",
            LimitsTable.of(Files.readString(root.resolve("template.yaml")))));
    files.put(
        WHATSAPP,
        Marks.fill(
            Files.readString(root.resolve(WHATSAPP)), "whatsapp templates", WhatsAppTable.text()));
    files.put(
        ARCHITECTURE,
        Marks.fill(
            Files.readString(root.resolve(ARCHITECTURE)),
            "capabilities",
            "```mermaid\n" + Capabilities.diagram() + "```\n"));
    for (String capability : Capabilities.all()) {
      String fragment = fragments.get(fragment(capability));
      if (fragment != null) {
        String template = "functions/%s/template.yaml".formatted(capability);
        files.put(
            template,
            Marks.fill(
                Files.readString(root.resolve(template)),
                "functions",
                FunctionEntries.of(root.resolve("functions").resolve(capability), fragment)));
      }
    }
    SampleEvents events = new SampleEvents(contract);
    for (Contract.Operation operation : contract.operations()) {
      files.put("events/%s.json".formatted(operation.id()), events.of(operation));
    }
    return files;
  }

  /** What the code or other fragments say already. */
  private static void fillIn(SequencedMap<String, String> fragments) throws IOException {
    String release = "  release: %s\n".formatted(TzRules.release());
    Set<String> codes = Contract.parse(Bundle.of(fragments)).codes().keySet();
    fragments.computeIfPresent(
        SHARED,
        (_, text) ->
            Marks.fill(
                Marks.fill(
                    Marks.fill(text, "permissions", AccessTables.contract()),
                    "tz release",
                    release),
                "problem codes",
                items(codes.stream())));
    fragments.computeIfPresent(
        fragment("identity"),
        (_, text) ->
            Marks.fill(
                Marks.fill(
                    text,
                    "scopes",
                    items(
                        Arrays.stream(Permission.values())
                            .filter(Permission::forApiKeys)
                            .map(Permission::scope))),
                "security events",
                items(Arrays.stream(SecurityEvent.Type.values()).map(SecurityEvent.Type::text))));
  }

  private static String fragment(String capability) {
    return "functions/%s/openapi.yaml".formatted(capability);
  }

  private static String items(Stream<String> values) {
    return values.map("        - %s\n"::formatted).collect(Collectors.joining());
  }

  private static String access(Path root, Contract contract) throws IOException {
    String page = Files.readString(root.resolve(ACCESS));
    page = Marks.fill(page, "permissions", AccessTables.permissions());
    return Marks.fill(page, "operations", AccessTables.operations(contract.operations()));
  }
}
