/** Codes of authenticator apps (TOTP), and the recovery codes that stand in for a lost one. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.totp;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
