package io.marcado.identity.team.apikeys;

import io.marcado.domain.Permission;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A new key.
 *
 * @param name what the owner calls it, 1 to 100 characters
 * @param permissions at least one, all of them for API keys
 * @param expiresAt empty for a key that is good until it is revoked
 * @param stepUp a fresh proof of who makes it, without which nobody does
 */
record ApiKeyDraft(
    String name,
    Set<Permission> permissions,
    Optional<Instant> expiresAt,
    Optional<StepUpAnswer> stepUp,
    Optional<String> idempotencyKey) {
  /** Longest name, code points. */
  static final int LONGEST_NAME = 100;

  private static final List<Permission> GRANTABLE =
      Arrays.stream(Permission.values()).filter(Permission::forApiKeys).toList();

  private static final FieldReader<Permission> SCOPE = Readers.choice(GRANTABLE, Permission::scope);

  static ApiKeyDraft read(Fields body, Optional<String> idempotencyKey) {
    String name = body.required("name", Readers.name(LONGEST_NAME));
    List<Permission> scopes = body.required("scopes", Readers.distinct(SCOPE, 1, GRANTABLE.size()));
    Optional<Instant> expiresAt = body.nullable("expiresAt", Readers.instant());
    Optional<StepUpAnswer> stepUp = body.optional("stepUp", StepUpAnswer.reader());
    return new ApiKeyDraft(
        name,
        scopes == null ? Set.of() : EnumSet.copyOf(scopes),
        expiresAt,
        stepUp,
        idempotencyKey);
  }
}
