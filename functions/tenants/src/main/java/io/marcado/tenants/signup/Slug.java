package io.marcado.tenants.signup;

import io.marcado.domain.FaultCode;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a business in its base URL: 3 to 40 of {@code a-z0-9-}, not starting or ending with a
 * dash. It may be given to somebody else later; {@link io.marcado.domain.TenantId} never is.
 */
public record Slug(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{1,38}[a-z0-9]");

  /**
   * What stands, or may come to stand, at the origin itself, where a slug would hide it; and {@code
   * ping} and {@code sping}, which API Gateway keeps for itself.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "about",
          "account",
          "accounts",
          "admin",
          "admins",
          "api",
          "apis",
          "app",
          "apps",
          "asset",
          "assets",
          "auth",
          "billing",
          "blog",
          "cdn",
          "config",
          "console",
          "contact",
          "css",
          "dashboard",
          "default",
          "dev",
          "developer",
          "developers",
          "docs",
          "error",
          "errors",
          "events",
          "favicon",
          "favicon-ico",
          "help",
          "health",
          "healthz",
          "home",
          "images",
          "img",
          "index",
          "internal",
          "js",
          "jwks",
          "keys",
          "legal",
          "live",
          "local",
          "localhost",
          "login",
          "logout",
          "mail",
          "marcado",
          "metrics",
          "monitoring",
          "null",
          "oauth",
          "openapi",
          "openapi-json",
          "openapi-yaml",
          "origin",
          "ping",
          "plan",
          "plans",
          "platform",
          "pricing",
          "privacy",
          "prod",
          "production",
          "public",
          "ready",
          "readyz",
          "redoc",
          "reference",
          "register",
          "robots",
          "robots-txt",
          "root",
          "schema",
          "security",
          "sign-up",
          "signup",
          "site",
          "sitemap",
          "sping",
          "stage",
          "stages",
          "staging",
          "static",
          "stats",
          "status",
          "support",
          "swagger",
          "swagger-ui",
          "system",
          "tenant",
          "tenants",
          "terms",
          "test-invoke-stage",
          "token",
          "undefined",
          "user",
          "users",
          "version",
          "webhook",
          "webhooks",
          "well-known",
          "www");

  public Slug {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a slug");
    }
  }

  /** Reads a slug that somebody asks for; a reserved one is a fault. */
  public static FieldReader<Slug> reader() {
    FieldReader<Slug> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual() || !FORM.matcher(value.textValue()).matches()) {
            faults.add(
                pointer,
                value.isTextual() ? FaultCode.PATTERN : FaultCode.TYPE,
                "must have 3 to 40 of a-z, 0-9 and -, and not start or end with a dash");
            return null;
          }
          if (RESERVED.contains(value.textValue())) {
            faults.add(pointer, FaultCode.CONFLICT, "is reserved; choose another");
            return null;
          }
          return new Slug(value.textValue());
        };
    return reader.takes(
        Schema.string()
            .with("minLength", 3)
            .with("maxLength", 40)
            .with("pattern", "^" + FORM.pattern() + "$"));
  }

  @Override
  public String toString() {
    return value;
  }
}
