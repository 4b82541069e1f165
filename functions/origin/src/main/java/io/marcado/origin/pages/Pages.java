package io.marcado.origin.pages;

import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Content;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that are packed with this capability. None has a script or loads anything: their style
 * is in them, and the policy they are sent with allows that style, by its hash, and nothing else.
 */
@Singleton
public final class Pages {
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final String FOR_FIVE_MINUTES = "public, max-age=300";

  private final Map<String, Answer<Content>> answers = new ConcurrentHashMap<>();

  /** What this is. */
  public Answer<Content> landing() {
    return answers.computeIfAbsent("landing.html", Pages::html);
  }

  /** All operations and schemas. */
  public Answer<Content> reference() {
    return answers.computeIfAbsent("reference.html", Pages::html);
  }

  /** The OpenAPI document as it lies in the project. */
  public Answer<Content> contract() {
    return answers.computeIfAbsent(
        "openapi.yaml",
        name ->
            Answer.ok(new Content("application/yaml; charset=utf-8", text(name)))
                .header("Cache-Control", FOR_FIVE_MINUTES));
  }

  private static Answer<Content> html(String name) {
    String page = text(name);
    return Answer.ok(new Content("text/html; charset=utf-8", page))
        .header("Cache-Control", FOR_FIVE_MINUTES)
        .header("Content-Security-Policy", policy(page))
        .header("Cross-Origin-Opener-Policy", "same-origin");
  }

  private static String policy(String page) {
    Matcher style = STYLE.matcher(page);
    String styles = style.find() ? "'sha256-" + hash(style.group(1)) + "'" : "'none'";
    return "default-src 'none'; style-src "
        + styles
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String text(String name) {
    try (InputStream resource = Pages.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + " was not packed");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
