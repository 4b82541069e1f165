package io.marcado.origin.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.template.ProjectRoot;
import io.marcado.origin.reference.Contract.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePageTest {
  private static final Path ROOT = ProjectRoot.find();

  @Test
  void shouldShowEveryOperationAndSchemaOfTheProject(@TempDir Path target) throws IOException {
    Contract contract = Contract.parse(Files.readString(ROOT.resolve("openapi.yaml")));
    List<String> wanted = new ArrayList<>();
    for (String tag : contract.tagged().keySet()) {
      contract.operations(tag).stream().map(Operation::id).forEach(wanted::add);
    }
    contract.schemas().keySet().stream().map("schema-"::concat).forEach(wanted::add);

    String page = written(target);

    assertThat(ids(page)).containsAll(wanted).doesNotHaveDuplicates();
    assertThat(wanted).hasSizeGreaterThan(80);
    assertThat(page).doesNotContain("<!-- ", "$ref");
  }

  @Test
  void shouldSayInWordsWhoMayCall() {
    Contract contract =
        Contract.parse(
            """
            info: {title: T, version: "1", description: d}
            x-marcado-permissions:
              - {permission: 'a:own', leastRole: CLIENT, forApiKeys: false, description: Own}
              - {permission: 'a:read', leastRole: STAFF, forApiKeys: true, description: All}
            tags: [{name: T, description: d}]
            paths:
              /a:
                get: {operationId: A, tags: [T], x-marcado-base: tenant, x-marcado-access: 'a:own, a:read'}
                post: {operationId: B, tags: [T], x-marcado-base: tenant, x-marcado-access: signed-in}
              /b:
                get: {operationId: C, tags: [T], x-marcado-base: tenant, x-marcado-access: anyone}
                post: {operationId: D, tags: [T], x-marcado-base: tenant, x-marcado-access: open}
            components: {schemas: {}}
            """);

    String page = ReferencePage.of(contract).into("<!-- operations --><!-- permissions -->");

    assertThat(page.replaceAll("<[^>]*>", ""))
        .contains("Who may: a:own (CLIENT and above), or a:read (STAFF and above, API keys).")
        .contains("Who may: people who are signed in; no API key.")
        .contains("Who may: anyone; a token is optional.")
        .contains("Who may: anyone; a token is not looked at.")
        .contains("a:readSTAFF and aboveyesAll");
  }

  @Test
  void shouldLeadSomewhereByEveryLinkInThePage(@TempDir Path target) throws IOException {
    String page = written(target);
    List<String> ids = ids(page);

    Matcher links = Pattern.compile("href=\"#([^\"]*)\"").matcher(page);
    while (links.find()) {
      assertThat(ids).contains(links.group(1));
    }
  }

  @Test
  void shouldHaveATagForEveryOperation() throws IOException {
    Contract contract = Contract.parse(Files.readString(ROOT.resolve("openapi.yaml")));
    long tagged =
        contract.tagged().keySet().stream().mapToLong(tag -> contract.operations(tag).size()).sum();
    long declared =
        Pattern.compile("(?m)^ +operationId:")
            .matcher(Files.readString(ROOT.resolve("openapi.yaml")))
            .results()
            .count();

    assertThat(tagged).isEqualTo(declared);
  }

  @Test
  void shouldNeverTakeTextOfTheContractForMarkup() {
    Contract contract =
        Contract.parse(
            """
            info: {title: T, version: "1", description: "<script>alert(1)</script> `a<b` **bold**"}
            tags: [{name: T, description: "x & y"}]
            paths:
              /a:
                get:
                  operationId: GetA
                  tags: [T]
                  summary: "a <b>"
                  responses: {'200': {description: "1 < 2"}}
            components: {schemas: {}}
            """);

    String page =
        ReferencePage.of(contract).into("<!-- description --><!-- contents --><!-- operations -->");

    assertThat(page)
        .contains("&lt;script&gt;", "<code>a&lt;b</code>", "<strong>bold</strong>", "x &amp; y")
        .doesNotContain("<script>", "<b>");
  }

  @Test
  void shouldKeepTimesAndDatesAsText() {
    Map<String, Object> document = Contract.parse("{a: 09:00, b: 2026-11-20, c: 5}").document();

    assertThat(document).isEqualTo(Map.of("a", "09:00", "b", "2026-11-20", "c", 5));
  }

  private static String written(Path target) throws IOException {
    PageWriter.main(
        new String[] {
          ROOT.resolve("openapi.yaml").toString(),
          ROOT.resolve("functions/origin/src/main/pages").toString(),
          target.toString()
        });
    return Files.readString(target.resolve("reference.html"));
  }

  private static List<String> ids(String page) {
    return Pattern.compile(" id=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(result -> result.group(1))
        .toList();
  }
}
