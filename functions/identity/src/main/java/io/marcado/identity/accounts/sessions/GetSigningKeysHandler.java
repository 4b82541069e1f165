package io.marcado.identity.accounts.sessions;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** {@code GET /.well-known/jwks.json}: the public keys of access tokens (RFC 7517). */
public final class GetSigningKeysHandler
    extends OriginEndpoint<NoInput, GetSigningKeysHandler.KeySet> {
  @Inject PublicKeys keys;

  record KeySet(List<Map<String, Object>> keys) {}

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<KeySet> answer(OriginCall call, NoInput none) {
    return Answer.ok(new KeySet(keys.all())).header("Cache-Control", "public, max-age=300");
  }
}
