package io.marcado.identity.accounts.codes;

import io.marcado.senders.PlainName;
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
    // %1$s is the secret, %2$s the name. They are put in last, and once: neither is read as a
    // pattern.
    return new MessageText(subject(message, locale).formatted(name), body.formatted(secret, name));
  }

  private static String portuguese(Message message) {
    return switch (message) {
      case LOGIN_CODE ->
          "%1$s é o seu código para entrar em %2$s. Vale 5 minutos. Não compartilhe com ninguém.";
      case STEP_UP_CODE ->
          "%1$s é o seu código para confirmar uma alteração em %2$s. Vale 5 minutos. Não compartilhe.";
      case CONTACT_CODE ->
          "%1$s é o seu código para usar este contato em %2$s. Vale 5 minutos. Não compartilhe.";
      case RESET_TOKEN ->
          "%1$s é o seu código para criar uma nova senha em %2$s. Vale 5 minutos. Não compartilhe com ninguém. Não foi você? Ignore.";
      case RESET_CODE ->
          "%1$s é o segundo código para a nova senha em %2$s. Vale 5 minutos. Não compartilhe.";
      case ADMIN_INVITATION ->
          "%1$s é o seu convite para administrar %2$s. Vale 72 horas. Não compartilhe com ninguém.";
      case STAFF_INVITATION ->
          "%1$s é o seu convite para a equipe de %2$s. Vale 72 horas. Não compartilhe com ninguém.";
      case PASSWORD_CHANGED ->
          "A sua senha em %2$s foi alterada. Se não foi você, crie uma nova senha agora.";
      case PHONE_CHANGED ->
          "O telefone da sua conta em %2$s foi alterado. Se não foi você, fale com o estabelecimento.";
      case EMAIL_CHANGED ->
          "O e-mail da sua conta em %2$s foi alterado ou removido. Se não foi você, crie uma nova senha agora.";
      case TOTP_ENABLED ->
          "A sua conta em %2$s agora usa um aplicativo autenticador. Se não foi você, crie uma nova senha agora.";
      case TOTP_REMOVED ->
          "A sua conta em %2$s não usa mais um aplicativo autenticador. Se não foi você, crie uma nova senha agora.";
      case TOTP_LOCKED ->
          "Houve códigos errados demais do aplicativo da sua conta em %2$s. Entre com um código de recuperação e crie uma nova senha.";
      case CODES_LOCKED ->
          "Houve códigos errados demais na sua conta em %2$s. Para entrar de novo, crie uma nova senha (esqueci a senha).";
      case RECOVERY_CODE_USED ->
          "Um código de recuperação da sua conta em %2$s foi usado. Se não foi você, crie uma nova senha agora.";
      case RECOVERY_CODES_RENEWED ->
          "Os códigos de recuperação da sua conta em %2$s foram renovados. Se não foi você, crie uma nova senha agora.";
      case ROLE_CHANGED ->
          "O que você pode fazer em %2$s foi alterado. Talvez seja preciso entrar de novo.";
      case OWNERSHIP_HANDED_OVER ->
          "A titularidade de %2$s passou a outra pessoa da equipe. Se não foi você, crie uma nova senha e fale com ela agora.";
      case OWNERSHIP_TAKEN_OVER -> "A titularidade de %2$s passou a você. Entre de novo.";
      case ADMIN_INVITED ->
          "Alguém foi convidado a administrar %2$s. Se não foi você, retire o convite e crie uma nova senha agora.";
      case API_KEY_CREATED ->
          "Uma chave de API de %2$s foi criada. Se não foi você, revogue-a e crie uma nova senha agora.";
      case API_KEY_ROTATED ->
          "Uma chave de API de %2$s foi trocada. Se não foi você, revogue-a e crie uma nova senha agora.";
    };
  }

  private static String spanish(Message message) {
    return switch (message) {
      case LOGIN_CODE ->
          "%1$s es su código para entrar en %2$s. Vale 5 minutos. No lo comparta con nadie.";
      case STEP_UP_CODE ->
          "%1$s es su código para confirmar un cambio en %2$s. Vale 5 minutos. No lo comparta.";
      case CONTACT_CODE ->
          "%1$s es su código para usar este contacto en %2$s. Vale 5 minutos. No lo comparta.";
      case RESET_TOKEN ->
          "%1$s es su código para crear una contraseña nueva en %2$s. Vale 5 minutos. No lo comparta con nadie. ¿No fue usted? Ignórelo.";
      case RESET_CODE ->
          "%1$s es el segundo código para su contraseña en %2$s. Vale 5 minutos. No lo comparta.";
      case ADMIN_INVITATION ->
          "%1$s es su invitación para administrar %2$s. Vale 72 horas. No la comparta con nadie.";
      case STAFF_INVITATION ->
          "%1$s es su invitación al equipo de %2$s. Vale 72 horas. No la comparta con nadie.";
      case PASSWORD_CHANGED ->
          "Su contraseña en %2$s ha cambiado. Si no ha sido usted, cree una nueva ahora.";
      case PHONE_CHANGED ->
          "El teléfono de su cuenta en %2$s ha cambiado. Si no ha sido usted, hable con el establecimiento.";
      case EMAIL_CHANGED ->
          "El correo de su cuenta en %2$s ha cambiado o se ha quitado. Si no ha sido usted, cree una contraseña nueva ahora.";
      case TOTP_ENABLED ->
          "Su cuenta en %2$s usa ahora una aplicación de autenticación. Si no ha sido usted, cree una contraseña nueva ahora.";
      case TOTP_REMOVED ->
          "Su cuenta en %2$s ya no usa una aplicación de autenticación. Si no ha sido usted, cree una contraseña nueva ahora.";
      case TOTP_LOCKED ->
          "Hubo demasiados códigos erróneos de la aplicación de su cuenta en %2$s. Entre con un código de recuperación y cree una contraseña nueva.";
      case CODES_LOCKED ->
          "Hubo demasiados códigos erróneos en su cuenta en %2$s. Para volver a entrar, cree una contraseña nueva (la olvidé).";
      case RECOVERY_CODE_USED ->
          "Se ha usado un código de recuperación de su cuenta en %2$s. Si no ha sido usted, cree una contraseña nueva ahora.";
      case RECOVERY_CODES_RENEWED ->
          "Los códigos de recuperación de su cuenta en %2$s se han renovado. Si no ha sido usted, cree una contraseña nueva ahora.";
      case ROLE_CHANGED ->
          "Lo que usted puede hacer en %2$s ha cambiado. Quizá tenga que entrar de nuevo.";
      case OWNERSHIP_HANDED_OVER ->
          "La titularidad de %2$s ha pasado a otra persona del equipo. Si no ha sido usted, cree una contraseña nueva y hable con ella ahora.";
      case OWNERSHIP_TAKEN_OVER -> "La titularidad de %2$s es ahora suya. Entre de nuevo.";
      case ADMIN_INVITED ->
          "Se ha invitado a alguien a administrar %2$s. Si no ha sido usted, retire la invitación y cree una contraseña nueva.";
      case API_KEY_CREATED ->
          "Se ha creado una clave de API de %2$s. Si no ha sido usted, revóquela y cree una contraseña nueva ahora.";
      case API_KEY_ROTATED ->
          "Se ha cambiado una clave de API de %2$s. Si no ha sido usted, revóquela y cree una contraseña nueva ahora.";
    };
  }

  private static String english(Message message) {
    return switch (message) {
      case LOGIN_CODE ->
          "%1$s is your code to log in to %2$s. It is good for 5 minutes. Do not share it.";
      case STEP_UP_CODE ->
          "%1$s is your code to confirm a change at %2$s. It is good for 5 minutes. Do not share it.";
      case CONTACT_CODE ->
          "%1$s is your code to use this contact at %2$s. It is good for 5 minutes. Do not share it.";
      case RESET_TOKEN ->
          "%1$s is your code to set a new password at %2$s. It is good for 5 minutes. Do not share it. Not you? Ignore it.";
      case RESET_CODE ->
          "%1$s is the second code for a new password at %2$s. It is good for 5 minutes. Do not share it.";
      case ADMIN_INVITATION ->
          "%1$s is your invitation to run %2$s. It is good for 72 hours. Do not share it.";
      case STAFF_INVITATION ->
          "%1$s is your invitation to the team of %2$s. It is good for 72 hours. Do not share it.";
      case PASSWORD_CHANGED ->
          "Your password at %2$s was changed. If it was not you, set a new one now.";
      case PHONE_CHANGED ->
          "The phone of your account at %2$s was changed. If it was not you, talk to the business.";
      case EMAIL_CHANGED ->
          "The e-mail of your account at %2$s was changed or removed. If it was not you, set a new password now.";
      case TOTP_ENABLED ->
          "Your account at %2$s now uses an authenticator app. If it was not you, set a new password now.";
      case TOTP_REMOVED ->
          "Your account at %2$s no longer uses an authenticator app. If it was not you, set a new password now.";
      case TOTP_LOCKED ->
          "Too many wrong codes of the app of your account at %2$s. Log in with a recovery code and set a new password.";
      case CODES_LOCKED ->
          "Too many wrong codes for your account at %2$s. To log in again, set a new password (forgot password).";
      case RECOVERY_CODE_USED ->
          "A recovery code of your account at %2$s was used. If it was not you, set a new password now.";
      case RECOVERY_CODES_RENEWED ->
          "The recovery codes of your account at %2$s were renewed. If it was not you, set a new password now.";
      case ROLE_CHANGED -> "What you may do at %2$s was changed. You may have to log in again.";
      case OWNERSHIP_HANDED_OVER ->
          "The ownership of %2$s went to somebody else on the team. If it was not you, set a new password and talk to them now.";
      case OWNERSHIP_TAKEN_OVER -> "The ownership of %2$s is yours now. Log in again.";
      case ADMIN_INVITED ->
          "Somebody was invited to run %2$s. If it was not you, withdraw the invitation and set a new password now.";
      case API_KEY_CREATED ->
          "An API key of %2$s was created. If it was not you, revoke it and set a new password now.";
      case API_KEY_ROTATED ->
          "An API key of %2$s has a new secret. If it was not you, revoke it and set a new password now.";
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
