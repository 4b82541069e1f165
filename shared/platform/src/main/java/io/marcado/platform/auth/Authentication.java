package io.marcado.platform.auth;

import io.marcado.domain.TenantId;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import java.util.Optional;

/** Finds out who calls: token first, then what is stored of the person now. */
public final class Authentication {
  private final TokenVerifier verifier;
  private final Table table;

  public Authentication(TokenVerifier verifier, Table table) {
    this.verifier = verifier;
    this.table = table;
  }

  /**
   * The caller of a request to a tenant's stage.
   *
   * @param authorization the Authorization header, if there is one
   * @throws Problem 401 when there is a token that does not hold, 403 when it is another tenant's
   */
  public Caller caller(TenantId tenant, Optional<String> authorization) {
    if (authorization.isEmpty()) {
      return Caller.ANONYMOUS;
    }
    String header = authorization.get();
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw refused();
    }
    TokenClaims claims = verifier.verify(header.substring(7).strip()).orElseThrow(this::refused);
    if (!claims.tenant().equals(tenant.value())) {
      throw new Problem(CommonProblem.FORBIDDEN, "This token belongs to another business.");
    }
    PersonAccess access =
        table
            .of(tenant)
            .get(PersonAccess.key(tenant, claims.userId()))
            .map(PersonAccess::fromItem)
            .filter(present -> present.admits(claims))
            .orElseThrow(this::refused);
    return new Caller.User(claims.userId(), access.role(), claims.sessionId());
  }

  private Problem refused() {
    return new Problem(
        CommonProblem.UNAUTHENTICATED, "The token is not valid, or no longer. Sign in again.");
  }
}
