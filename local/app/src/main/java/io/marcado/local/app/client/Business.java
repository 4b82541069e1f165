package io.marcado.local.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A business at its own base URL: signed up, with people who sign in as people do. */
public final class Business {
  private static final int CODES_AT_MOST = 5;

  private final ApiClient origin;
  private final String slug;
  private final String base;
  private final String tenantId;

  private Business(ApiClient origin, String slug, String base, String tenantId) {
    this.origin = origin;
    this.slug = slug;
    this.base = base;
    this.tenantId = tenantId;
  }

  /** Who a business is signed up by. */
  public record Owner(String name, String phone, String email, String password) {}

  /** Signs up a Brazilian barber's with the usual hours. The same request may be sent again. */
  public static Business signUp(ApiClient origin, String slug, String name, Owner owner) {
    return signUp(
        origin,
        Map.of(
            "slug", slug,
            "businessName", name,
            "template", "CONSULTATION",
            "timeZone", "America/Sao_Paulo",
            "locale", "pt-BR",
            "currency", "BRL",
            "owner",
                Map.of(
                    "name", owner.name(),
                    "phone", owner.phone(),
                    "email", owner.email(),
                    "password", owner.password())));
  }

  /** Signs up with a request of one's own, which must have a slug. */
  public static Business signUp(ApiClient origin, Map<String, Object> request) {
    String slug = String.valueOf(request.get("slug"));
    JsonNode created =
        origin.with("Idempotency-Key", "sign-up-" + slug).post("/tenants", request).expect(201);
    return new Business(
        origin, slug, created.path("baseUrl").asText(), created.path("tenantId").asText());
  }

  public String slug() {
    return slug;
  }

  public String base() {
    return base;
  }

  public String tenantId() {
    return tenantId;
  }

  /** The same business, asked by another client of the origin, such as one at another address. */
  public Business through(ApiClient other) {
    return new Business(other, slug, base, tenantId);
  }

  /** The same business at a stack that was started anew, and has another address since. */
  public Business restartedAt(String address) {
    return new Business(ApiClient.of(address), slug, address + "/" + slug, tenantId);
  }

  /** Somebody who has not signed in. */
  public ApiClient visitor() {
    return origin.at(base);
  }

  /** Somebody signed in with password and code. */
  public ApiClient signIn(String phone, String password) {
    return visitor().as(tokens(phone, password).path("accessToken").asText());
  }

  /** The tokens of somebody who signs in with password and code. */
  public JsonNode tokens(String phone, String password) {
    Messages messages = new Messages(origin);
    int codes = messages.codes(phone);
    String challenge =
        visitor()
            .post("/auth/login", Map.of("phone", phone, "password", password))
            .expect(200)
            .path("challengeId")
            .asText();
    return visitor()
        .post(
            "/auth/login/verify",
            Map.of("challengeId", challenge, "code", messages.newCode(phone, codes)))
        .expect(200);
  }

  /** A client who registers and signs in. */
  public ApiClient register(String name, String phone, String password) {
    visitor()
        .post("/auth/register", Map.of("name", name, "phone", phone, "password", password))
        .expect(201);
    return signIn(phone, password);
  }

  /** Somebody new to the staff, whom somebody invites by SMS, and who signs in. */
  public ApiClient staff(ApiClient admin, String name, String phone, String password) {
    accept(admin, "/staff", name, phone, Map.of("password", password));
    return signIn(phone, password);
  }

  /** A new admin, whom an owner invites by SMS, who gives an e-mail of their own, and signs in. */
  public ApiClient admin(
      ApiClient owner, String name, String phone, String email, String password) {
    accept(owner, "/admins", name, phone, Map.of("password", password, "email", email));
    return signIn(phone, password);
  }

  /** An answer to a step-up that somebody without an authenticator app has just asked for. */
  public Map<String, String> stepUp(ApiClient person) {
    String phone = person.get("/users/me").expect(200).path("phone").asText();
    Messages messages = new Messages(origin);
    int codes = messages.codes(phone);
    String challenge = person.post("/auth/step-up").expect(200).path("challengeId").asText();
    return Map.of("challengeId", challenge, "code", messages.newCode(phone, codes));
  }

  /**
   * A key that an owner makes, as the answer shows it. It takes the newest code for the one of its
   * own request. While others ask for codes of the same owner, it may be another one, or theirs may
   * end it. Then it asks for a further one.
   */
  public JsonNode apiKey(ApiClient owner, String name, List<String> scopes) {
    Reply reply = makeApiKey(owner, name, scopes);
    for (int again = 1; again < CODES_AT_MOST && reply.status() == 401; again++) {
      reply = makeApiKey(owner, name, scopes);
    }
    return reply.expect(201);
  }

  private Reply makeApiKey(ApiClient owner, String name, List<String> scopes) {
    return owner.post("/api-keys", Map.of("name", name, "scopes", scopes, "stepUp", stepUp(owner)));
  }

  private void accept(
      ApiClient inviter, String path, String name, String phone, Map<String, String> account) {
    inviter
        .with("Idempotency-Key", key("invite", phone))
        .post(path, Map.of("name", name, "phone", phone))
        .expect(201);
    Map<String, String> acceptance = new LinkedHashMap<>(account);
    acceptance.put("token", new Messages(origin).token(phone));
    visitor().post("/invitations/accept", acceptance).expect(200);
  }

  /** A resource without hours of its own; returns its id. */
  public String resource(ApiClient admin, String name, String kind) {
    return admin
        .with("Idempotency-Key", key("resource", name))
        .post("/resources", Map.of("name", name, "kind", kind))
        .expect(201)
        .path("resourceId")
        .asText();
  }

  /** A service that any of the resources can do; returns its id. */
  public String service(
      ApiClient admin, String name, int minutes, String price, List<String> resourceIds) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("name", name);
    request.put("durationMinutes", minutes);
    request.put("price", Map.of("amount", price, "currency", "BRL"));
    request.put("resourceIds", resourceIds);
    return admin
        .with("Idempotency-Key", key("service", name))
        .post("/services", request)
        .expect(201)
        .path("serviceId")
        .asText();
  }

  /** An idempotency key, which must have visible ASCII characters only. */
  private static String key(String kind, String name) {
    return kind + "-" + Integer.toHexString(name.hashCode());
  }
}
