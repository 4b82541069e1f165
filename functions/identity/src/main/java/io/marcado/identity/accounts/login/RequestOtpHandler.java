package io.marcado.identity.accounts.login;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.people.Phones;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code POST /auth/otp}: a client asks for a code to log in with. */
public final class RequestOtpHandler
    extends TenantEndpoint<RequestOtpHandler.Input, RequestOtpHandler.Asked> {
  @Inject CodeRequests codes;
  @Inject Phones phones;

  record Input(PhoneNumber phone, PhoneChannel channel) {}

  /** The channels that reach a phone. */
  enum PhoneChannel {
    SMS(Channel.SMS),
    WHATSAPP(Channel.WHATSAPP);

    private final Channel channel;

    PhoneChannel(Channel channel) {
      this.channel = channel;
    }
  }

  record Asked(String challengeId, long expiresInSeconds) {}

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(
        body ->
            new Input(
                body.required("phone", phones.reachable()),
                body.required("channel", Readers.oneOf(PhoneChannel.class))));
  }

  @Override
  protected Answer<Asked> answer(Call call, Input input) {
    Challenge challenge =
        codes
            .request(call.actor(), input.phone(), input.channel().channel, call.now())
            .orElseThrow(IdentityProblems::of);
    return Answer.accepted(new Asked(challenge.id(), Challenge.LIFETIME.toSeconds()));
  }
}
