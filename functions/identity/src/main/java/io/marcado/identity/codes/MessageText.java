package io.marcado.identity.codes;

import io.marcado.platform.sms.PlainName;
import java.util.Locale;

/**
 * The words of messages about accounts. A code or token comes first, so that it shows on a locked
 * screen, then whom it is for. The name is what the business calls itself; nothing of a request
 * gets in here.
 *
 * @param subject of an e-mail
 * @param body of an e-mail or an SMS
 */
record MessageText(String subject, String body) {
  /** Longer names would push the text beyond two parts. */
  private static final int LONGEST_NAME = 40;

  /**
   * @param businessName any text
   * @param secret the code or token; empty for none
   */
  static MessageText of(Message message, Locale locale, String businessName, String secret) {
    String name = PlainName.of(businessName, LONGEST_NAME);
    String body =
        switch (locale.getLanguage()) {
          case "pt" -> portuguese(message);
          case "es" -> spanish(message);
          default -> english(message);
        };
    // The name and the secret are put in last, and once: neither is read as a pattern.
    return new MessageText(subject(message, locale).formatted(name), body.formatted(secret, name));
  }

  private static String portuguese(Message message) {
    return switch (message) {
      case LOGIN_CODE ->
          "%s é o seu código para entrar em %s. Vale por 5 minutos. Não o passe a ninguém.";
      case STEP_UP_CODE ->
          "%s é o seu código para confirmar uma alteração em %s. Vale 5 minutos. Não o passe a ninguém.";
      case CONTACT_CODE ->
          "%s é o seu código para confirmar este contato em %s. Vale 5 minutos. Não o passe a ninguém.";
      case RESET_TOKEN ->
          "%s é o seu código para criar uma nova senha em %s. Vale por 5 minutos. Se não foi você quem pediu, ignore.";
      case RESET_CODE ->
          "%s é o segundo código para a nova senha em %s. Vale 5 minutos. Se não o pediu, ignore.";
      case ADMIN_INVITATION ->
          "%s é o seu convite para administrar %s. Vale por 72 horas. Não o passe a ninguém.";
      case STAFF_INVITATION ->
          "%s é o seu convite para a equipe de %s. Vale por 72 horas. Não o passe a ninguém.";
      case PASSWORD_CHANGED ->
          "%sA sua senha em %s foi alterada. Se não foi você, crie uma nova senha agora.";
      case PHONE_CHANGED ->
          "%sO telefone da sua conta em %s foi alterado. Se não foi você, fale com o estabelecimento.";
      case EMAIL_CHANGED ->
          "%sO e-mail da sua conta em %s foi alterado. Se não foi você, fale com o estabelecimento.";
      case TOTP_ENABLED ->
          "%sA sua conta em %s agora usa um aplicativo autenticador. Se não foi você, crie uma nova senha agora.";
      case TOTP_REMOVED ->
          "%sA sua conta em %s não usa mais um aplicativo autenticador. Se não foi você, crie uma nova senha agora.";
      case TOTP_LOCKED ->
          "%sHouve códigos errados demais do aplicativo da sua conta em %s. Entre com um código de recuperação e crie uma nova senha.";
      case CODES_LOCKED ->
          "%sHouve códigos errados demais na sua conta em %s. Para entrar de novo, crie uma nova senha (esqueci a senha).";
      case RECOVERY_CODE_USED ->
          "%sUm código de recuperação da sua conta em %s foi usado. Se não foi você, crie uma nova senha agora.";
      case RECOVERY_CODES_RENEWED ->
          "%sOs códigos de recuperação da sua conta em %s foram renovados. Se não foi você, crie uma nova senha agora.";
      case ROLE_CHANGED -> "%sO que você pode fazer em %s foi alterado. Entre de novo.";
      case OWNERSHIP_HANDED_OVER -> "%sA titularidade de %s passou a outra pessoa da equipe.";
      case OWNERSHIP_TAKEN_OVER -> "%sA titularidade de %s passou a você. Entre de novo.";
      case ADMIN_INVITED ->
          "%sAlguém foi convidado a administrar %s. Se não foi você, retire o convite e crie uma nova senha agora.";
      case API_KEY_CREATED ->
          "%sUma chave de API de %s foi criada. Se não foi você, revogue-a e crie uma nova senha agora.";
      case API_KEY_ROTATED ->
          "%sUma chave de API de %s foi trocada. Se não foi você, revogue-a e crie uma nova senha agora.";
    };
  }

  private static String spanish(Message message) {
    return switch (message) {
      case LOGIN_CODE ->
          "%s es su código para entrar en %s. Vale 5 minutos. No lo comparta con nadie.";
      case STEP_UP_CODE ->
          "%s es su código para confirmar un cambio en %s. Vale 5 minutos. No lo comparta con nadie.";
      case CONTACT_CODE ->
          "%s es su código para confirmar este contacto en %s. Vale 5 minutos. No lo comparta.";
      case RESET_TOKEN ->
          "%s es su código para crear una contraseña nueva en %s. Vale 5 minutos. Si no lo ha pedido usted, ignórelo.";
      case RESET_CODE ->
          "%s es el segundo código para su contraseña en %s. Vale 5 minutos. Si no lo pidió, ignórelo.";
      case ADMIN_INVITATION ->
          "%s es su invitación para administrar %s. Vale 72 horas. No la comparta con nadie.";
      case STAFF_INVITATION ->
          "%s es su invitación al equipo de %s. Vale 72 horas. No la comparta con nadie.";
      case PASSWORD_CHANGED ->
          "%sSu contraseña en %s ha cambiado. Si no ha sido usted, cree una nueva ahora.";
      case PHONE_CHANGED ->
          "%sEl teléfono de su cuenta en %s ha cambiado. Si no ha sido usted, hable con el establecimiento.";
      case EMAIL_CHANGED ->
          "%sEl correo de su cuenta en %s ha cambiado. Si no ha sido usted, hable con el establecimiento.";
      case TOTP_ENABLED ->
          "%sSu cuenta en %s usa ahora una aplicación de autenticación. Si no ha sido usted, cree una contraseña nueva ahora.";
      case TOTP_REMOVED ->
          "%sSu cuenta en %s ya no usa una aplicación de autenticación. Si no ha sido usted, cree una contraseña nueva ahora.";
      case TOTP_LOCKED ->
          "%sHubo demasiados códigos erróneos de la aplicación de su cuenta en %s. Entre con un código de recuperación y cree una contraseña nueva.";
      case CODES_LOCKED ->
          "%sHubo demasiados códigos erróneos en su cuenta en %s. Para volver a entrar, cree una contraseña nueva (la olvidé).";
      case RECOVERY_CODE_USED ->
          "%sSe ha usado un código de recuperación de su cuenta en %s. Si no ha sido usted, cree una contraseña nueva ahora.";
      case RECOVERY_CODES_RENEWED ->
          "%sLos códigos de recuperación de su cuenta en %s se han renovado. Si no ha sido usted, cree una contraseña nueva ahora.";
      case ROLE_CHANGED -> "%sLo que usted puede hacer en %s ha cambiado. Entre de nuevo.";
      case OWNERSHIP_HANDED_OVER -> "%sLa titularidad de %s ha pasado a otra persona del equipo.";
      case OWNERSHIP_TAKEN_OVER -> "%sLa titularidad de %s es ahora suya. Entre de nuevo.";
      case ADMIN_INVITED ->
          "%sSe ha invitado a alguien a administrar %s. Si no ha sido usted, retire la invitación y cree una contraseña nueva.";
      case API_KEY_CREATED ->
          "%sSe ha creado una clave de API de %s. Si no ha sido usted, revóquela y cree una contraseña nueva ahora.";
      case API_KEY_ROTATED ->
          "%sSe ha cambiado una clave de API de %s. Si no ha sido usted, revóquela y cree una contraseña nueva ahora.";
    };
  }

  private static String english(Message message) {
    return switch (message) {
      case LOGIN_CODE ->
          "%s is your code to log in to %s. It is good for 5 minutes. Share it with nobody.";
      case STEP_UP_CODE ->
          "%s is your code to confirm a change at %s. It is good for 5 minutes. Share it with nobody.";
      case CONTACT_CODE ->
          "%s is your code to confirm this contact at %s. Good for 5 minutes. Share it with nobody.";
      case RESET_TOKEN ->
          "%s is your code to set a new password at %s. It is good for 5 minutes. If you did not ask for it, ignore it.";
      case RESET_CODE ->
          "%s is the second code for a new password at %s. Good for 5 minutes. Not you? Ignore it.";
      case ADMIN_INVITATION ->
          "%s is your invitation to run %s. It is good for 72 hours. Share it with nobody.";
      case STAFF_INVITATION ->
          "%s is your invitation to the team of %s. It is good for 72 hours. Share it with nobody.";
      case PASSWORD_CHANGED ->
          "%sYour password at %s was changed. If it was not you, set a new one now.";
      case PHONE_CHANGED ->
          "%sThe phone of your account at %s was changed. If it was not you, talk to the business.";
      case EMAIL_CHANGED ->
          "%sThe e-mail of your account at %s was changed. If it was not you, talk to the business.";
      case TOTP_ENABLED ->
          "%sYour account at %s now uses an authenticator app. If it was not you, set a new password now.";
      case TOTP_REMOVED ->
          "%sYour account at %s no longer uses an authenticator app. If it was not you, set a new password now.";
      case TOTP_LOCKED ->
          "%sToo many wrong codes of the app of your account at %s. Log in with a recovery code and set a new password.";
      case CODES_LOCKED ->
          "%sToo many wrong codes for your account at %s. To log in again, set a new password (forgot password).";
      case RECOVERY_CODE_USED ->
          "%sA recovery code of your account at %s was used. If it was not you, set a new password now.";
      case RECOVERY_CODES_RENEWED ->
          "%sThe recovery codes of your account at %s were renewed. If it was not you, set a new password now.";
      case ROLE_CHANGED -> "%sWhat you may do at %s was changed. Log in again.";
      case OWNERSHIP_HANDED_OVER -> "%sThe ownership of %s went to somebody else of the team.";
      case OWNERSHIP_TAKEN_OVER -> "%sThe ownership of %s is yours now. Log in again.";
      case ADMIN_INVITED ->
          "%sSomebody was invited to run %s. If it was not you, withdraw the invitation and set a new password now.";
      case API_KEY_CREATED ->
          "%sAn API key of %s was made. If it was not you, revoke it and set a new password now.";
      case API_KEY_ROTATED ->
          "%sAn API key of %s got another secret. If it was not you, revoke it and set a new password now.";
    };
  }

  private static String subject(Message message, Locale locale) {
    boolean invitation = message == Message.ADMIN_INVITATION || message == Message.STAFF_INVITATION;
    return switch (locale.getLanguage()) {
      case "pt" ->
          message.secret() == Message.Secret.NONE
              ? "Sua conta em %s"
              : invitation ? "Seu convite de %s" : "Seu código para %s";
      case "es" ->
          message.secret() == Message.Secret.NONE
              ? "Su cuenta en %s"
              : invitation ? "Su invitación de %s" : "Su código para %s";
      default ->
          message.secret() == Message.Secret.NONE
              ? "Your account at %s"
              : invitation ? "Your invitation from %s" : "Your code for %s";
    };
  }

  /** Hides the text, which may hold a code. */
  @Override
  public String toString() {
    return "MessageText";
  }
}
