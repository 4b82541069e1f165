/** Codes of authenticator apps (TOTP), and the recovery codes that stand in for a lost one. */
@NullMarked
package io.marcado.identity.accounts.totp;

import org.jspecify.annotations.NullMarked;
