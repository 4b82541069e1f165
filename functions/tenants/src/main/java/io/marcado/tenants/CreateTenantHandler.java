package io.marcado.tenants;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;
import io.marcado.tenants.signup.SignUp;
import io.marcado.tenants.signup.SignUpReader;
import io.marcado.tenants.signup.SignUps;
import io.marcado.tenants.signup.TenantView;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /tenants}: signs a business up, with its owner, settings and stage. */
public final class CreateTenantHandler extends OriginEndpoint<SignUp, TenantView> {
  @Inject SignUpReader reader;
  @Inject SignUps signUps;

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected SignUp read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(fields -> reader.read(fields, key));
  }

  @Override
  protected Answer<TenantView> answer(OriginCall call, SignUp signUp) {
    SignUps.SignedUp result =
        TenantProblems.signedUpOrThrow(signUps.signUp(signUp, call.sourceAddress(), call.now()));
    return Answer.created(result.tenant()).replayed(result.replayed());
  }
}
