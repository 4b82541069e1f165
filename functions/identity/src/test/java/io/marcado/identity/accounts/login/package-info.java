@NullMarked
package io.marcado.identity.accounts.login;

import org.jspecify.annotations.NullMarked;
