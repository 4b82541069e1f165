package io.marcado.tenants.signup;

import io.marcado.domain.FaultCode;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import io.marcado.platform.tenant.TenantDirectory;
import java.util.Set;

/**
 * The name of a business in its base URL: 3 to 40 of {@code a-z0-9-}, not starting or ending with a
 * dash. It may be given to somebody else later; {@link io.marcado.domain.TenantId} never is.
 */
public record Slug(String value) {
  /**
   * What the paths and host names of the product use, or may come to use, where a slug would hide
   * it or pass for it: every word of a route, the pages of the origin, the names of mail and web
   * servers, and {@code ping} and {@code sping}, which API Gateway keeps for itself.
   */
  private static final Set<String> RESERVED =
      Set.of(
          """
          about abuse accept account accounts admin admins api api-keys apis app apps asset assets
          auth autoconfig autodiscover availability billing blocks blog book booking bookings business
          businesses calendar cancel categories cdn change check-in clock codes complete config confirm console
          contact contacts css dashboard default dev developer developers docs email error errors
          events explain export extend favicon favicon-ico forgot ftp hand-over health healthz help
          holds holidays home hostmaster hours-from-text images imap img index internal invitations jwks keys legal live local
          localhost login logout mail manage-token marcado message-templates messages metrics monitoring mta-sts my-day
          no-show ns1 ns2 null oauth openapi openapi-json openapi-yaml origin otp overrides
          password ping plan plans platform pop postmaster preview pricing privacy problem problems prod qr-code
          production profile public ready readyz realign recovery-codes redoc reference refresh
          register reject remove reset resources robots robots-txt root roster rotate schema security
          security-events series services sessions settings shared sign-up signup site sitemap smtp sping staff stage stages
          staging static stats status step-up support swagger swagger-ui system tenant tenants
          terms test-invoke-stage token totp undefined user users verification verify version
          operator operators queues failed redrive purge consumer test-messages trail
          audit deliveries history recount replay secret test visits webhook webhooks webmaster well-known whatsapp www
          """
              .strip()
              .split("\\s+"));

  public Slug {
    if (!TenantDirectory.SLUG.matcher(value).matches()) {
      throw new IllegalArgumentException("not a slug");
    }
  }

  /** Reads a slug that somebody asks for; a reserved one is a fault. */
  public static FieldReader<Slug> reader() {
    FieldReader<Slug> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual() || !TenantDirectory.SLUG.matcher(value.textValue()).matches()) {
            faults.add(
                pointer,
                value.isTextual() ? FaultCode.PATTERN : FaultCode.TYPE,
                "must have 3 to 40 of a-z, 0-9 and -, and not start or end with a dash");
            return null;
          }
          if (isReserved(value.textValue())) {
            faults.add(pointer, FaultCode.CONFLICT, "is reserved; choose another");
            return null;
          }
          return new Slug(value.textValue());
        };
    return reader.takes(
        Schema.string()
            .with("minLength", 3)
            .with("maxLength", 40)
            .with("pattern", "^" + TenantDirectory.SLUG.pattern() + "$"));
  }

  // In host names, labels with two dashes in the third and fourth place stand for other alphabets
  // (xn--) or for nothing yet: RFC 5890, section 2.3.1.
  private static boolean isReserved(String text) {
    return RESERVED.contains(text) || text.startsWith("--", 2);
  }

  @Override
  public String toString() {
    return value;
  }
}
