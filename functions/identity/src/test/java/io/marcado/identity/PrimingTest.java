package io.marcado.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.marcado.identity.accounts.authenticators.ConfirmTotpHandler;
import io.marcado.identity.accounts.authenticators.RemoveTotpHandler;
import io.marcado.identity.accounts.authenticators.RenewRecoveryCodesHandler;
import io.marcado.identity.accounts.authenticators.StartTotpHandler;
import io.marcado.identity.accounts.login.LoginHandler;
import io.marcado.identity.accounts.login.RequestOtpHandler;
import io.marcado.identity.accounts.login.VerifyLoginHandler;
import io.marcado.identity.accounts.login.VerifyOtpHandler;
import io.marcado.identity.accounts.passwords.ChangePasswordHandler;
import io.marcado.identity.accounts.passwords.ForgotPasswordHandler;
import io.marcado.identity.accounts.passwords.ResetPasswordHandler;
import io.marcado.identity.accounts.profile.GetMeHandler;
import io.marcado.identity.accounts.profile.PatchMeHandler;
import io.marcado.identity.accounts.profile.RequestEmailVerificationHandler;
import io.marcado.identity.accounts.profile.VerifyContactHandler;
import io.marcado.identity.accounts.registration.RegisterClientHandler;
import io.marcado.identity.accounts.sessions.EndOtherSessionsHandler;
import io.marcado.identity.accounts.sessions.EndSessionHandler;
import io.marcado.identity.accounts.sessions.GetSigningKeysHandler;
import io.marcado.identity.accounts.sessions.ListSessionsHandler;
import io.marcado.identity.accounts.sessions.LogoutHandler;
import io.marcado.identity.accounts.sessions.RefreshTokensHandler;
import io.marcado.identity.accounts.stepup.RequestStepUpHandler;
import io.marcado.identity.team.GetUserHandler;
import io.marcado.identity.team.HandOverHandler;
import io.marcado.identity.team.ListAdminsHandler;
import io.marcado.identity.team.ListUsersHandler;
import io.marcado.identity.team.PatchUserHandler;
import io.marcado.identity.team.RemoveAdminHandler;
import io.marcado.identity.team.invitations.AcceptInvitationHandler;
import io.marcado.identity.team.invitations.InviteAdminHandler;
import io.marcado.identity.team.invitations.InviteStaffHandler;
import io.marcado.identity.team.invitations.ListInvitationsHandler;
import io.marcado.identity.team.invitations.WithdrawInvitationHandler;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What functions do before their snapshot, when every request is answered from memory. */
class PrimingTest {
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("TABLE_NAME", "table"),
          Map.entry("AWS_REGION", "us-east-1"),
          Map.entry("AWS_ACCESS_KEY_ID", "none"),
          Map.entry("AWS_SECRET_ACCESS_KEY", "none"),
          Map.entry("CONFIG_CACHE_SECONDS", "5"),
          Map.entry("TOKEN_ISSUER", IdentityFixture.ISSUER),
          Map.entry("TOKEN_VERIFICATION_KEYS", IdentityFixture.KEYS.publicJwks()),
          Map.entry("ALLOWED_COUNTRIES", "BR"),
          Map.entry("LIMITS", "*=5"),
          Map.entry("CODES_PER_TENANT_PER_DAY", "FREE=5"),
          Map.entry("DATA_KEY_SECRET", "data-key"));

  static Stream<Arguments> functions() {
    return Stream.of(
        function("RegisterClient", 201, RegisterClientHandler::new),
        function("Login", 200, LoginHandler::new),
        function("VerifyLogin", 401, VerifyLoginHandler::new),
        function("RequestOtp", 202, RequestOtpHandler::new),
        function("VerifyOtp", 401, VerifyOtpHandler::new),
        function("RefreshTokens", 401, RefreshTokensHandler::new),
        function("Logout", 204, LogoutHandler::new),
        function("ListSessions", 200, ListSessionsHandler::new),
        function("EndSession", 204, EndSessionHandler::new),
        function("EndOtherSessions", 204, EndOtherSessionsHandler::new),
        function("ChangePassword", 204, ChangePasswordHandler::new),
        function("ForgotPassword", 202, ForgotPasswordHandler::new),
        function("ResetPassword", 401, ResetPasswordHandler::new),
        function("RequestStepUp", 200, RequestStepUpHandler::new),
        function("StartTotp", 403, StartTotpHandler::new),
        function("ConfirmTotp", 403, ConfirmTotpHandler::new),
        function("RenewRecoveryCodes", 404, RenewRecoveryCodesHandler::new),
        function("RemoveTotp", 404, RemoveTotpHandler::new),
        function("GetSigningKeys", 200, GetSigningKeysHandler::new),
        function("GetMe", 200, GetMeHandler::new),
        function("PatchMe", 200, PatchMeHandler::new),
        function("VerifyContact", 401, VerifyContactHandler::new),
        function("RequestEmailVerification", 202, RequestEmailVerificationHandler::new),
        function("ListUsers", 200, ListUsersHandler::new),
        function("GetUser", 200, GetUserHandler::new),
        function("PatchUser", 200, PatchUserHandler::new),
        function("ListAdmins", 200, ListAdminsHandler::new),
        function("RemoveAdmin", 204, RemoveAdminHandler::new),
        function("HandOver", 401, HandOverHandler::new),
        function("InviteAdmin", 201, InviteAdminHandler::new),
        function("InviteStaff", 201, InviteStaffHandler::new),
        function("ListInvitations", 200, ListInvitationsHandler::new),
        function("WithdrawInvitation", 204, WithdrawInvitationHandler::new),
        function("AcceptInvitation", 401, AcceptInvitationHandler::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void shouldRunThePathWithoutAFailureThatWouldRaiseAnAlarm(
      String function, int expected, Supplier<HttpEndpoint> constructor) throws IOException {
    APIGatewayV2HTTPEvent sample =
        Json.read(
            Files.readString(ProjectRoot.find().resolve("events/" + function + ".json")),
            APIGatewayV2HTTPEvent.class);
    FunctionHost host = new FunctionHost(VARIABLES, () -> Instant.parse("2026-11-20T10:00:00Z"));
    HttpEndpoint endpoint = ScopedValue.where(FunctionHost.CURRENT, host).call(constructor::get);
    AtomicInteger status = new AtomicInteger();

    SdkTransport.answeringFromMemory(
        () -> {
          APIGatewayV2HTTPResponse response = endpoint.handleRequest(sample, null);
          status.set(response.getStatusCode());
        });

    assertThat(status).hasValue(expected);
  }

  private static Arguments function(String name, int expected, Supplier<HttpEndpoint> constructor) {
    return Arguments.of(name, expected, constructor);
  }
}
