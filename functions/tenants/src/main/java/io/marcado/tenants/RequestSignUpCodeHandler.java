package io.marcado.tenants;

import io.marcado.domain.PhoneNumber;
import io.marcado.identity.published.RequestedCode;
import io.marcado.identity.published.SignUpProofs;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;
import jakarta.inject.Inject;

/** {@code POST /tenants/codes}: a code by which an owner proves the phone of a sign-up. */
public final class RequestSignUpCodeHandler
    extends OriginEndpoint<RequestSignUpCodeHandler.Input, RequestedCode> {
  @Inject SignUpProofs proofs;

  record Input(PhoneNumber phone) {}

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(body -> new Input(body.required("phone", proofs.phone())));
  }

  @Override
  protected Answer<RequestedCode> answer(OriginCall call, Input input) {
    return Answer.accepted(
        TenantProblems.askedOrThrow(
            proofs.ask(SignUpProofs.visitor(call.sourceAddress()), input.phone(), call.now())));
  }
}
