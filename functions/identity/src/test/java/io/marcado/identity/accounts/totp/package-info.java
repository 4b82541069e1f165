@NullMarked
package io.marcado.identity.accounts.totp;

import org.jspecify.annotations.NullMarked;
